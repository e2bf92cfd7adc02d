-- Work in the background is done for one tenant after the other. Row-level security shows the service one tenant at a time, and
-- nobody all of them: these functions tell the names of tenants and nothing else. The owner's policy beside each is
-- open only inside of them; the service's role gains nothing by setting it.
create index accounts_of_tenant on accounts (tenant, id);

create policy tenants_listed on accounts for select to current_user
    using (current_setting('ballast.listing_tenants', true) = 'on');

-- One step of the index a tenant, however many accounts each has.
create function ledger_tenants() returns setof text
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform set_config('ballast.listing_tenants', 'on', true);
    return query
        with recursive listed (tenant) as (
            (select a.tenant from accounts a order by a.tenant limit 1)
            union all
            select (select a.tenant from accounts a where a.tenant > l.tenant order by a.tenant limit 1)
            from listed l
            where l.tenant is not null
        )
        select l.tenant from listed l where l.tenant is not null;
    perform set_config('ballast.listing_tenants', 'off', true);
end
$$;
revoke all on function ledger_tenants() from public;
grant execute on function ledger_tenants() to ${service_role};

-- A recalculation of all accounts of a tenant. The row's lock is the right to work on it; `reached` is the last account done,
-- and moves in the transaction that has done it.
create table recalculations (
    id           uuid        not null,
    tenant       text        not null,
    status       text        not null default 'running' check (status in ('running', 'done')),
    requested_by text        not null,
    total        bigint      not null,
    done         bigint      not null default 0,
    missing      bigint      not null default 0,
    corrected    bigint      not null default 0,
    reached      uuid        not null default '00000000-0000-0000-0000-000000000000',
    report       jsonb       not null default '[]',
    started_at   timestamptz not null default clock_timestamp(),
    finished_at  timestamptz,
    primary key (tenant, id),
    check ((status = 'running') = (finished_at is null))
);
create unique index recalculations_running on recalculations (tenant) where status = 'running';

create policy tenants_listed on recalculations for select to current_user
    using (current_setting('ballast.listing_tenants', true) = 'on');

create function recalculating_tenants() returns setof text
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform set_config('ballast.listing_tenants', 'on', true);
    return query select r.tenant from recalculations r where r.status = 'running' order by r.tenant;
    perform set_config('ballast.listing_tenants', 'off', true);
end
$$;
revoke all on function recalculating_tenants() from public;
grant execute on function recalculating_tenants() to ${service_role};

-- Up to which entry an account has been proven: `balance` is the sum of its entries up to `version`, the last of which was
-- made at `at`. What agrees with it has not changed since.
create table reconciled_balances (
    tenant     text   not null,
    account_id uuid   not null,
    version    bigint not null,
    balance    bigint not null,
    at         timestamptz,
    primary key (tenant, account_id)
) with (fillfactor = 70);

-- What did not agree. `expected` and `found` are versions or smallest units, as `what` says.
create table drift_reports (
    id          uuid        not null default gen_random_uuid(),
    tenant      text        not null,
    account_id  uuid        not null,
    what        text        not null check (what in ('version-gap', 'running-balance', 'missing-balance', 'version',
                                                     'balance', 'backup')),
    version     bigint,
    expected    numeric     not null,
    found       numeric,
    found_at    timestamptz not null default clock_timestamp(),
    resolved_at timestamptz,
    resolution  text        check (resolution in ('corrected', 'gone', 'released')),
    resolved_by text,
    primary key (tenant, id),
    check ((resolved_at is null) = (resolution is null))
);
create unique index drift_reports_open on drift_reports (tenant, account_id, what) where resolved_at is null;
create index drift_reports_of_account on drift_reports (tenant, account_id);

-- The passes over a tenant's accounts. A full pass goes on from `reached`; `imbalances` are the sums of all balances by asset.
create table reconciliation_runs (
    id          uuid        not null default gen_random_uuid(),
    tenant      text        not null,
    kind        text        not null check (kind in ('incremental', 'full')),
    started_at  timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    reached     uuid        not null default '00000000-0000-0000-0000-000000000000',
    accounts    bigint      not null default 0,
    entries     bigint      not null default 0,
    drifts      bigint      not null default 0,
    imbalances  jsonb       not null default '{}',
    primary key (tenant, kind, started_at, id)
);
create unique index reconciliation_runs_unfinished on reconciliation_runs (tenant, kind) where finished_at is null;

do $$
declare
    name text;
begin
    foreach name in array array['recalculations', 'reconciled_balances', 'drift_reports', 'reconciliation_runs'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (tenant = current_setting(''ballast.tenant'', true))', name);
    end loop;
end
$$;

grant select, insert, update (status, total, done, missing, corrected, reached, report, finished_at) on recalculations to ${service_role};
grant select, insert, update (version, balance, at) on reconciled_balances to ${service_role};
grant select, insert, update (resolved_at, resolution, resolved_by) on drift_reports to ${service_role};
grant select, insert, delete, update (finished_at, reached, accounts, entries, drifts, imbalances)
    on reconciliation_runs to ${service_role};
