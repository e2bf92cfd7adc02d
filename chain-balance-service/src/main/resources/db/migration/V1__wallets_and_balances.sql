-- Wallets, what the chains last said about them, and when each is to be read again.

create table wallets (
    id         uuid        primary key,
    tenant     text        not null,
    owner_type text        not null check (owner_type in ('user', 'community', 'company', 'system')),
    owner_id   text        not null,
    chain      text        not null,
    network    text        not null,
    address    text        not null, -- in the chain's canonical form (EVM: EIP-55), so that equal means equal
    role       text        not null check (role in ('derived', 'proxy')),
    created_at timestamptz not null default now(),
    -- once for each owner: registering is no proof of ownership, so an address can be watched by more than one,
    -- and nobody can keep another from registering theirs
    unique (tenant, owner_type, owner_id, chain, network, address)
);

alter table wallets enable row level security;
alter table wallets force row level security;
create policy tenant_rows on wallets
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));
grant select, insert, update, delete on wallets to ${service_role};

-- What was last read. raw is null as long as nothing could be read: unknown is not zero.
create table chain_balances (
    wallet_id    uuid          not null references wallets on delete cascade,
    tenant       text          not null,
    asset        text          not null,
    raw          numeric(78, 0) check (raw >= 0),
    decimals     int           not null,
    version      bigint        not null, -- counts the changes without gaps; 0: nothing read yet
    block_height bigint,
    block_hash   text,
    finality     text,
    source       text,
    as_of        timestamptz,            -- when raw was last seen to be true
    checked_at   timestamptz   not null, -- when it was last tried to read
    last_error   text,                   -- why the last try failed; null: it did not
    primary key (wallet_id, asset),
    check ((raw is null) = (version = 0)),
    check ((raw is null) = (as_of is null))
) with (fillfactor = 70); -- every look rewrites the row in place

alter table chain_balances enable row level security;
alter table chain_balances force row level security;
create policy tenant_rows on chain_balances
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));
grant select, insert, update on chain_balances to ${service_role};

-- What a spender may take from a proxy wallet; 78 digits, because "unlimited" is 2^256 - 1.
create table allowances (
    wallet_id    uuid          not null references wallets on delete cascade,
    tenant       text          not null,
    asset        text          not null,
    spender      text          not null,
    raw          numeric(78, 0) check (raw >= 0),
    decimals     int           not null,
    version      bigint        not null,
    block_height bigint,
    block_hash   text,
    finality     text,
    source       text,
    as_of        timestamptz,
    checked_at   timestamptz   not null,
    last_error   text,
    primary key (wallet_id, asset, spender),
    check ((raw is null) = (version = 0)),
    check ((raw is null) = (as_of is null))
) with (fillfactor = 70);

alter table allowances enable row level security;
alter table allowances force row level security;
create policy tenant_rows on allowances
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));
grant select, insert, update on allowances to ${service_role};

-- Every change of a balance, append-only. Outlives its wallet, hence no foreign key.
create table chain_balance_history (
    wallet_id    uuid           not null,
    tenant       text           not null,
    asset        text           not null,
    version      bigint         not null,
    raw          numeric(78, 0) not null check (raw >= 0),
    decimals     int            not null,
    block_height bigint         not null,
    block_hash   text,
    finality     text           not null,
    source       text           not null,
    as_of        timestamptz    not null,
    primary key (wallet_id, asset, version)
);

alter table chain_balance_history enable row level security;
alter table chain_balance_history force row level security;
create policy tenant_rows on chain_balance_history
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));
grant select, insert on chain_balance_history to ${service_role};

-- When each wallet is to be read again and who is at it. No row-level security: replicas claim over all tenants, and
-- the table tells nothing but that a wallet exists.
create table wallet_refreshes (
    wallet_id     uuid        primary key references wallets on delete cascade,
    tenant        text        not null,
    chain         text        not null,
    network       text        not null,
    due_at        timestamptz not null default now(),
    claimed_until timestamptz, -- a claim ends by itself, so that a replica's death costs one interval
    claimed_by    uuid         -- the replica, which is another one after each start
) with (fillfactor = 70);

create index wallet_refreshes_due on wallet_refreshes (chain, network, due_at);
grant select, insert, update on wallet_refreshes to ${service_role};
