-- The ids of events that have had their effect in this database, written in the transaction of the effect.
CREATE TABLE inbox (
    consumer    text        NOT NULL,
    event_id    uuid        NOT NULL,
    tenant      text        NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer, event_id)
);

-- For the clean-up, which removes the oldest in small batches.
CREATE INDEX inbox_received_at ON inbox (received_at);

GRANT SELECT, INSERT, DELETE ON inbox TO ${service_role};
