-- Events that are committed and not yet acknowledged by Kafka. A row is written in the transaction of the change it
-- tells of and deleted by the relay once the broker has it: the table is short unless Kafka is away.
CREATE TABLE outbox (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id    uuid        NOT NULL DEFAULT gen_random_uuid(),
    tenant      text        NOT NULL,
    topic       text        NOT NULL,
    key         text        NOT NULL,
    type        text        NOT NULL,
    subject     text        NOT NULL,
    time        timestamptz NOT NULL,
    traceparent text,
    data        text        NOT NULL
) WITH (
    -- Every row lives for milliseconds: what matters is that the dead ones go soon, whatever the table's size.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000
);

COMMENT ON COLUMN outbox.id IS 'order of sending; writers of one account insert under its row lock, so per account it is the order of commits';
COMMENT ON COLUMN outbox.data IS 'JSON text with exact digits';

GRANT SELECT, INSERT, DELETE ON outbox TO ${service_role};
