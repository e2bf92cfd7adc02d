-- auto-deposit-service's database after it was restored from a backup, before the service starts: it may not know of deposits that
-- were made after the backup, and would make them again. From the newest ledger that it knows of, the service asks the chain what went
-- from each wallet into vaults, before it decides or sends anything for it. Until an operator lifts the pause (deploy/docs/recovery.md)
-- nothing moves anyway. Run by a superuser:
--   psql -v ON_ERROR_STOP=1 -1 -f auto-deposit-after-restore.sql auto_deposit
update deposit_installation_pause
set paused = true, reason = 'restored from a backup', changed_by = 'recovery', changed_at = clock_timestamp();
insert into deposit_installation_pause_changes (paused, reason, changed_by)
values (true, 'restored from a backup', 'recovery');
with known as (
    select network, coalesce(max(ledger), 1) as ledger
      from (select network, balance_height from stellar_wallets
            union all select network, height from credits
            union all select network, ledger from deposits) as seen (network, ledger)
     group by network)
update stellar_wallets
   set doubt_from = least(doubt_from, known.ledger), doubt_until = null
  from known
 where known.network = stellar_wallets.network;
insert into deposit_work as work (wallet_id, tenant, network, account, due_at, wakes)
select id, tenant, network, public_key, clock_timestamp(), 1 from stellar_wallets where doubt_from is not null
on conflict (wallet_id) do update
   set wakes = work.wakes + 1, due_at = clock_timestamp(), claim = null, claimed_until = null;
