CREATE TABLE effect (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id  text   NOT NULL,
    version  bigint NOT NULL,
    trace_id text
);
GRANT SELECT, INSERT ON effect TO ${service_role};
