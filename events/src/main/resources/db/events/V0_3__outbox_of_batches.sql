-- A row of the outbox holds the events of one call, not one event: a transaction that tells of hundreds of changes writes one
-- row, and the relay reads and deletes one. The element of each array at a place belongs to the event at that place.
ALTER TABLE outbox RENAME TO outbox_of_single_events;
ALTER INDEX outbox_pkey RENAME TO outbox_of_single_events_pkey;

CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant       text        NOT NULL,
    topic        text        NOT NULL,
    time         timestamptz NOT NULL,
    size         integer     NOT NULL CHECK (size > 0),
    event_ids    uuid[]      NOT NULL,
    keys         text[]      NOT NULL,
    types        text[]      NOT NULL,
    subjects     text[]      NOT NULL,
    traceparents text[]      NOT NULL,
    data         text[]      NOT NULL,
    CHECK (cardinality(event_ids) = size AND cardinality(keys) = size AND cardinality(types) = size
           AND cardinality(subjects) = size AND cardinality(traceparents) = size AND cardinality(data) = size)
) WITH (
    -- Every row lives for milliseconds: what matters is that the dead ones go soon, whatever the table's size.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_vacuum_insert_threshold = 100000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 100000,
    toast.autovacuum_vacuum_scale_factor = 0,
    toast.autovacuum_vacuum_threshold = 5000,
    toast.autovacuum_vacuum_insert_scale_factor = 0,
    toast.autovacuum_vacuum_insert_threshold = 500000
);

-- What is deleted in a moment is not worth compressing.
ALTER TABLE outbox
    ALTER COLUMN event_ids SET STORAGE EXTERNAL,
    ALTER COLUMN keys SET STORAGE EXTERNAL,
    ALTER COLUMN types SET STORAGE EXTERNAL,
    ALTER COLUMN subjects SET STORAGE EXTERNAL,
    ALTER COLUMN traceparents SET STORAGE EXTERNAL,
    ALTER COLUMN data SET STORAGE EXTERNAL;

COMMENT ON TABLE outbox IS 'events that are committed and not yet acknowledged by Kafka';
COMMENT ON COLUMN outbox.id IS 'order of sending; writers of one account insert under its row lock, so per account it is the order of commits';
COMMENT ON COLUMN outbox.data IS 'JSON texts with exact digits';

INSERT INTO outbox (tenant, topic, time, size, event_ids, keys, types, subjects, traceparents, data)
SELECT tenant, topic, time, 1, ARRAY[event_id], ARRAY[key], ARRAY[type], ARRAY[subject], ARRAY[traceparent], ARRAY[data]
FROM outbox_of_single_events
ORDER BY id;

DROP TABLE outbox_of_single_events;

-- For who looks: an event a row.
CREATE VIEW outbox_events WITH (security_invoker = true) AS
SELECT o.id, e.position, e.event_id, o.tenant, o.topic, e.key, e.type, e.subject, o.time, e.traceparent, e.data
FROM outbox o,
     unnest(o.event_ids, o.keys, o.types, o.subjects, o.traceparents, o.data)
         WITH ORDINALITY AS e (event_id, key, type, subject, traceparent, data, position);

GRANT SELECT, INSERT, DELETE ON outbox TO ${service_role};
GRANT SELECT ON outbox_events TO ${service_role};
