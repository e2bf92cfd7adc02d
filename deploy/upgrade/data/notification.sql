insert into account_states (tenant, user_id, account_id, asset, version, balance, updated_at, known_since)
values ('default', 'alice', '00000000-0000-0000-0000-000000000002', 'USD', 1, 1.00, now(), '2026-01-01T00:00:00Z'),
       ('default', 'late', '00000000-0000-0000-0000-000000000004', 'USD', 1, 1.00, now(), '2026-06-01T00:00:00Z');
insert into notification_preferences (tenant, user_id, deposits, thresholds) values ('default', 'alice', true, '{"USD": 10}');
insert into inbox (consumer, event_id, tenant) values ('notification', '00000000-0000-0000-0000-000000000005', 'default');
