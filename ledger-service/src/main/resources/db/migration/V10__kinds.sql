-- An account's history is its entries by time; what has none (pending, failed) is found in the same order.
drop index transactions_without_entries;
create index transactions_without_entries on transactions (account_id, created_at, id) where status <> 'success';

-- A tenant's pending and failed ones, newest first. No posting touches it.
create index transactions_without_success on transactions (tenant, status, id) where status <> 'success';

-- Expiry works tenant by tenant, as the service's role must; the names of the tenants with work are all that it is told of
-- others. The function runs as the owner, whom forced row-level security shows pending top-ups and nothing else.
create policy pending_topups on transactions for select to current_user
    using (status = 'pending' and type = 'topup');

create function tenants_with_expired_topups() returns setof text
    language sql stable security definer set search_path = public, pg_temp as $$
    with recursive waiting as (
        select min(tenant) as tenant from transactions where status = 'pending' and type = 'topup'
        union all
        select (select min(t.tenant) from transactions t
                where t.status = 'pending' and t.type = 'topup' and t.tenant > w.tenant)
        from waiting w
        where w.tenant is not null
    )
    select w.tenant
    from waiting w
    where exists (select from transactions t
                  where t.tenant = w.tenant and t.status = 'pending' and t.type = 'topup'
                    and t.expires_at <= statement_timestamp())
$$;
revoke all on function tenants_with_expired_topups() from public;
grant execute on function tenants_with_expired_topups() to ${service_role};
