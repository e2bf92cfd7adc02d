-- Which blocks a stream has gone along, so that a chain that took some back is told from a node that lags: a lagging node
-- has the same blocks, only fewer. Kept for as deep as a chain is thought to go back.
create table chain_blocks (
    chain   text   not null,
    network text   not null,
    stream  text   not null,
    height  bigint not null,
    hash    text   not null,
    primary key (chain, network, stream, height)
);

alter table chain_blocks enable row level security;
alter table chain_blocks force row level security;
create policy recorder_remembers on chain_blocks
    using (current_setting('ballast.actor', true) = 'recorder')
    with check (current_setting('ballast.actor', true) = 'recorder');
grant select, insert, delete on chain_blocks to ${service_role};

-- Every time a chain has taken blocks back, append-only. What was read before found_at at a block after last_valid may be
-- of a block that is no more: values are corrected at their next reading, and history says which of its rows that concerns.
create table chain_reorgs (
    id         bigint      generated always as identity primary key,
    chain      text        not null,
    network    text        not null,
    last_valid bigint      not null, -- the last block that both branches share, or an earlier one; -1: none
    old_height bigint      not null,
    old_hash   text        not null,
    new_height bigint      not null,
    new_hash   text        not null,
    found_at   timestamptz not null
);

create index chain_reorgs_of_network on chain_reorgs (chain, network, found_at);

-- Up to where each network is how final. It concerns no tenant, and everybody may know.
create table chain_heights (
    chain    text        not null,
    network  text        not null,
    finality text        not null check (finality in ('latest', 'safe', 'finalized')),
    height   bigint      not null check (height >= 0),
    hash     text,
    seen_at  timestamptz not null,
    primary key (chain, network, finality)
) with (fillfactor = 70);

do $$
declare
    name text;
begin
    foreach name in array array['chain_reorgs', 'chain_heights'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy all_see on %I for select using (true)', name);
        execute format('create policy recorder_writes on %I using (current_setting(''ballast.actor'', true) = ''recorder'')
                        with check (current_setting(''ballast.actor'', true) = ''recorder'')', name);
    end loop;
end $$;
grant select, insert on chain_reorgs to ${service_role};
grant select, insert, update on chain_heights to ${service_role};

-- At which block a wallet was last read: after a reorganisation, those of the blocks that are no more come first.
alter table wallet_refreshes add column read_height bigint;
grant update (read_height) on wallet_refreshes to ${service_role};
