-- Who may see and write what is decided by two settings of the transaction:
--   ballast.tenant  the tenant; without it no row is seen, but for
--   ballast.actor   'service' for a replica that looks over all tenants for wallets to refresh: wallet_refreshes only
alter table wallets add check (tenant <> '');
alter table chain_balances add check (tenant <> '');
alter table allowances add check (tenant <> '');
alter table chain_balance_history add check (tenant <> '');
alter table wallet_refreshes add check (tenant <> '');

alter table wallet_refreshes enable row level security;
alter table wallet_refreshes force row level security;
create policy tenant_rows on wallet_refreshes
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));
-- Replicas claim over all tenants. What they see by that is that a wallet exists; all else they read tenant by tenant.
create policy service_sees on wallet_refreshes for select
    using (current_setting('ballast.actor', true) = 'service');
create policy service_claims on wallet_refreshes for update
    using (current_setting('ballast.actor', true) = 'service');
revoke update on wallet_refreshes from ${service_role};
grant update (due_at, claimed_until, claimed_by) on wallet_refreshes to ${service_role};
