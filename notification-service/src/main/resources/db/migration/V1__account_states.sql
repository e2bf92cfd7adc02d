-- The last known state of every user's account, told by the ledger's events. Redis may be emptied at any time; this is
-- what balance_initial is answered from.
create table account_states (
    tenant      text        not null,
    user_id     text        not null,
    account_id  uuid        not null,
    asset       text        not null,
    -- the account's version: gapless in the ledger, only ever replaced by a newer one
    version     bigint      not null,
    balance     numeric     not null,
    -- when the balance became true, by the ledger's clock
    updated_at  timestamptz not null,
    -- when this service first heard of the account; a user's first account is their personal one
    known_since timestamptz not null default clock_timestamp(),
    primary key (tenant, user_id, account_id)
);

alter table account_states enable row level security;
alter table account_states force row level security;
create policy tenant_only on account_states
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));

grant select, insert, update on account_states to ${service_role};

-- Both name the tenant and act for it in one statement: a transaction of four would cost four round trips an event. They
-- run with the caller's rights, so row-level security holds inside them.

create function save_account_state(
    of_tenant text, of_user text, of_account uuid, new_asset text, new_version bigint, new_balance numeric,
    new_updated_at timestamptz)
    returns bigint language plpgsql as $$
declare
    newest bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
    insert into account_states as known (tenant, user_id, account_id, asset, version, balance, updated_at)
    values (of_tenant, of_user, of_account, new_asset, new_version, new_balance, new_updated_at)
    on conflict (tenant, user_id, account_id) do update
    set asset = excluded.asset, version = excluded.version, balance = excluded.balance, updated_at = excluded.updated_at
    where known.version < excluded.version
    returning version into newest;
    if newest is null then
        select version into newest
        from account_states
        where tenant = of_tenant and user_id = of_user and account_id = of_account;
    end if;
    return newest;
end
$$;

create function account_states_of(of_tenant text, of_user text, at_most int)
    returns setof account_states language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query
        select *
        from account_states
        where tenant = of_tenant and user_id = of_user
        order by known_since, account_id
        limit at_most;
end
$$;
