-- The last known balance of each asset of each user's wallets, told by chain-balance's events: account_states for what is
-- on chain.
create table wallet_states (
    tenant      text        not null,
    user_id     text        not null,
    wallet_id   uuid        not null,
    asset       text        not null,
    chain       text        not null,
    network     text        not null,
    address     text        not null,
    role        text        not null,
    version     bigint      not null,
    balance     numeric     not null,
    updated_at  timestamptz not null,
    known_since timestamptz not null default clock_timestamp(),
    primary key (tenant, user_id, wallet_id, asset)
);

alter table wallet_states enable row level security;
alter table wallet_states force row level security;
create policy tenant_only on wallet_states
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));

grant select, insert, update on wallet_states to ${service_role};

create function save_wallet_state(
    of_tenant text, of_user text, of_wallet uuid, of_asset text, new_chain text, new_network text, new_address text,
    new_role text, new_version bigint, new_balance numeric, new_updated_at timestamptz)
    returns bigint language plpgsql as $$
declare
    newest bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
    insert into wallet_states as known
        (tenant, user_id, wallet_id, asset, chain, network, address, role, version, balance, updated_at)
    values (of_tenant, of_user, of_wallet, of_asset, new_chain, new_network, new_address, new_role, new_version,
        new_balance, new_updated_at)
    on conflict (tenant, user_id, wallet_id, asset) do update
    set chain = excluded.chain, network = excluded.network, address = excluded.address, role = excluded.role,
        version = excluded.version, balance = excluded.balance, updated_at = excluded.updated_at
    where known.version < excluded.version
    returning version into newest;
    if newest is null then
        select version into newest
        from wallet_states
        where tenant = of_tenant and user_id = of_user and wallet_id = of_wallet and asset = of_asset;
    end if;
    return newest;
end
$$;

create function wallet_states_of(of_tenant text, of_user text, at_most int)
    returns setof wallet_states language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query
        select *
        from wallet_states
        where tenant = of_tenant and user_id = of_user
        order by known_since, wallet_id, asset
        limit at_most;
end
$$;
