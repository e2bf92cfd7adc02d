-- Income seen on chain, and how far each stream of it has been read.
--
-- Who writes here acts for no tenant, since a block concerns them all, but as the recorder (ballast.actor): it sees whose
-- an address is, stores credits, moves cursors and makes wallets due. It sees no balance.
create index wallets_by_address on wallets (chain, network, address);
create policy recorder_matches on wallets for select
    using (current_setting('ballast.actor', true) = 'recorder');

-- How far a stream has been read. One replica at a time moves a cursor: the holder, as long as its lease lasts.
create table chain_cursors (
    chain      text        not null,
    network    text        not null,
    stream     text        not null, -- what is read, for example transfers; a name of the reader's own
    height     bigint      not null check (height >= 0),
    block_hash text,                 -- of the block at that height, where the chain can take blocks back
    position   text,                 -- the chain's own cursor, where it has one
    version    bigint      not null default 1, -- counts the moves; who moves it says which it has seen
    held_by    uuid,
    held_until timestamptz,
    moved_at   timestamptz not null default now(),
    primary key (chain, network, stream)
) with (fillfactor = 70);

alter table chain_cursors enable row level security;
alter table chain_cursors force row level security;
create policy recorder_moves on chain_cursors
    using (current_setting('ballast.actor', true) = 'recorder')
    with check (current_setting('ballast.actor', true) = 'recorder');
grant select, insert, update on chain_cursors to ${service_role};

-- One row for each wallet that an income concerns: an address can be registered by several owners. Outlives its wallet.
create table chain_credits (
    wallet_id        uuid           not null,
    tenant           text           not null check (tenant <> ''),
    chain            text           not null,
    network          text           not null,
    event_id         text           not null, -- the chain's own identity of the transfer
    sighting         int            not null default 1, -- more than 1: it had been withdrawn and then happened after all
    asset            text           not null,
    decimals         int            not null,
    raw              numeric(78, 0) not null check (raw > 0),
    sender           text,
    transaction_hash text           not null,
    block_height     bigint         not null,
    block_hash       text,
    finality         text           not null,
    happened_at      timestamptz    not null, -- the block's time
    seen_at          timestamptz    not null default now(),
    withdrawn_at     timestamptz, -- the chain took its block back, and no block that replaced it has it
    primary key (chain, network, event_id, wallet_id, sighting)
);

create index chain_credits_of_wallet on chain_credits (tenant, wallet_id, happened_at);
create index chain_credits_by_height on chain_credits (chain, network, block_height) where withdrawn_at is null;
alter table chain_credits enable row level security;
alter table chain_credits force row level security;
create policy tenant_sees on chain_credits for select
    using (tenant = current_setting('ballast.tenant', true));
create policy recorder_writes on chain_credits
    using (current_setting('ballast.actor', true) = 'recorder')
    with check (current_setting('ballast.actor', true) = 'recorder');
grant select, insert on chain_credits to ${service_role};
grant update (block_height, block_hash, finality, happened_at, withdrawn_at) on chain_credits to ${service_role};

-- A wallet that a transfer concerns is due at once, and stays due until it has been read at that block or a later one.
alter table wallet_refreshes add column moved_height bigint;
create policy recorder_sees on wallet_refreshes for select
    using (current_setting('ballast.actor', true) = 'recorder');
create policy recorder_makes_due on wallet_refreshes for update
    using (current_setting('ballast.actor', true) = 'recorder');
grant update (moved_height) on wallet_refreshes to ${service_role};
