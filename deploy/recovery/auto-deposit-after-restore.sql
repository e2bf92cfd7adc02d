-- auto-deposit-service's database after it was restored from a backup, before the service starts: it may not know of deposits that
-- were made after the backup, and would make them again. Nothing moves until an operator has compared (deploy/docs/recovery.md)
-- and lifts the pause. Run by a superuser:
--   psql -v ON_ERROR_STOP=1 -1 -f auto-deposit-after-restore.sql auto_deposit
update deposit_installation_pause
set paused = true, reason = 'restored from a backup', changed_by = 'recovery', changed_at = clock_timestamp();
insert into deposit_installation_pause_changes (paused, reason, changed_by)
values (true, 'restored from a backup', 'recovery');
