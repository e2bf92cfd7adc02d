-- What an account has promised to another and may not spend otherwise. What remains of an open hold is counted in
-- `balances.held`: both change in one transaction, under the lock of the account's balance, which is always taken before the
-- hold's row. What ended it decides the status, and it ends once.
create table holds (
    id            uuid        not null,
    tenant        text        not null,
    account_id    uuid        not null,
    to_account_id uuid        not null,
    type          text        not null,
    status        text        not null default 'open' check (status in ('open', 'captured', 'voided', 'expired')),
    amount        bigint      not null check (amount > 0),
    captured      bigint      not null default 0 check (captured between 0 and amount),
    user_id       text        not null,
    reference     text,
    created_at    timestamptz not null,
    expires_at    timestamptz not null check (expires_at > created_at),
    closed_at     timestamptz,
    primary key (tenant, id),
    check ((status = 'open') = (closed_at is null)),
    check (status <> 'open' or captured < amount)
) with (fillfactor = 90);

create index holds_of_account on holds (account_id, id);
create index holds_to_expire on holds (expires_at) where status = 'open';

alter table holds enable row level security;
alter table holds force row level security;
create policy tenant on holds using (tenant = current_setting('ballast.tenant', true));
grant select, insert, update (status, captured, closed_at) on holds to ${service_role};

-- Holds expire whether or not anybody of their tenant asks for something. The service's role sees one tenant at a time, so it
-- is told by this function, and by it alone, whose turn it is: the tenants of the holds that have been due for longest. The
-- owner's policy is open only inside of it; the service's role gains nothing by setting what opens it.
create policy tenants_listed on holds for select to current_user
    using (current_setting('ballast.listing_tenants', true) = 'on' and status = 'open');

create function tenants_with_due_holds(most_holds int) returns setof text
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform set_config('ballast.listing_tenants', 'on', true);
    return query
        select distinct due.tenant
        from (select h.tenant from holds h where h.status = 'open' and h.expires_at <= statement_timestamp()
              order by h.expires_at limit most_holds) due;
    perform set_config('ballast.listing_tenants', 'off', true);
end
$$;
revoke all on function tenants_with_due_holds(int) from public;
grant execute on function tenants_with_due_holds(int) to ${service_role};
