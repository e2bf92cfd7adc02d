-- notification-service's database, after the ledger was restored to an earlier moment: accounts that were opened after it are no
-- more, and nobody will tell of them again. An account that is still there and was heard of late comes back as soon as the
-- ledger tells of it. Run by a superuser while notification-service is stopped:
--   (echo "set recovery.moment = '2026-11-29T17:00:00Z';"; cat notification-after-ledger-restore.sql) |
--     psql -v ON_ERROR_STOP=1 notification
delete from account_states where known_since >= current_setting('recovery.moment')::timestamptz;
