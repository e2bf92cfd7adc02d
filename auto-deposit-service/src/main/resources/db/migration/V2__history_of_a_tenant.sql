-- The tenant comes first, as row-level security adds it to every query: a user of the same name elsewhere costs nothing.
-- A user's wallets are found by the unique key.
drop index balance_snapshots_by_user;
drop index balance_snapshots_triggered;
drop index stellar_wallets_by_user;
create index balance_snapshots_by_user on balance_snapshots (tenant, user_id, created_at desc, id desc);
create index balance_snapshots_triggered on balance_snapshots (tenant, user_id, created_at desc, id desc)
    where auto_deposit_triggered;
