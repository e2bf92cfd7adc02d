-- chain-balance-service's database after it was restored from a backup: versions that were given after the backup would be given a
-- second time, and who has seen them would take what is new for old. They go on from the clock, 100,000 a second, as the
-- ledger's do (V23 there), and every wallet is due at once. Each balance is told of when it is read, also if it is the backup's: who
-- listens may have been told of another one since. Run by a superuser while chain-balance-service is stopped:
--   psql -v ON_ERROR_STOP=1 -1 -f chain-balance-after-restore.sql chain_balance
update chain_balances set version = floor(extract(epoch from clock_timestamp()))::bigint * 100000, source = 'backup'
 where raw is not null;
update allowances set version = floor(extract(epoch from clock_timestamp()))::bigint * 100000 where raw is not null;
update wallet_refreshes set due_at = now(), claimed_until = null, claimed_by = null;
