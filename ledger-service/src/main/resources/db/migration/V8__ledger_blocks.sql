-- Tamper evidence: completed transactions are sealed into blocks of hashes, in the background and in the order of their
-- database transactions. verifier/FORMAT.md says what is hashed.

-- How far each tenant's transactions are sealed: everything up to (sealed_xid, sealed_id). `salt_key` makes the salts that
-- keep a receipt from telling one end what the other holds; it is made with the chain, and never changes. `checked_number` is the last block that was
-- compared with the database.
create table block_chains (
    tenant         text   primary key,
    salt_key       bytea  not null check (octet_length(salt_key) = 32),
    sealed_xid     bigint not null default 0,
    sealed_id      uuid   not null default '00000000-0000-0000-0000-000000000000',
    checked_number bigint not null default 0
) with (fillfactor = 50);

-- `hash` is what is published. `leaves` are the hashes of the block's transactions, 32 bytes each, in order: a proof needs
-- this one row. The block holds the transactions after the previous block's (last_xid, last_id), up to its own.
create table ledger_blocks (
    tenant        text        not null,
    number        bigint      not null check (number > 0),
    previous_hash bytea       not null check (octet_length(previous_hash) = 32),
    root          bytea       not null check (octet_length(root) = 32),
    count         integer     not null check (count between 1 and 65536),
    sealed_at     timestamptz not null,
    hash          bytea       not null check (octet_length(hash) = 32),
    last_xid      bigint      not null,
    last_id       uuid        not null,
    leaves        bytea       not null check (octet_length(leaves) = 32 * count),
    primary key (tenant, number),
    constraint ledger_blocks_position unique (tenant, last_xid, last_id)
);
-- Hashes do not shrink; that they are kept apart leaves the headers in few pages.
alter table ledger_blocks alter column leaves set storage external;

do $$
declare
    name text;
begin
    foreach name in array array['block_chains', 'ledger_blocks'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (tenant = current_setting(''ballast.tenant'', true))', name);
    end loop;
end
$$;
grant select, insert, update (sealed_xid, sealed_id, checked_number) on block_chains to ${service_role};
grant select, insert on ledger_blocks to ${service_role};

create function refuse_change_of_blocks() returns trigger
    language plpgsql as $$
begin
    raise exception 'blocks are append-only' using errcode = 'restrict_violation';
end
$$;
create trigger blocks_are_append_only
    before update or delete on ledger_blocks
    for each row execute function refuse_change_of_blocks();
create trigger blocks_are_not_truncated
    before truncate on ledger_blocks
    for each statement execute function refuse_change_of_blocks();

-- New pages of transactions are not in the summary of the index on xid until somebody summarises them, and are read by every
-- search until then. Gives way at once to whoever holds the table, so that autovacuum is not cancelled for it.
create function summarize_transactions() returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '100ms' as $$
begin
    perform brin_summarize_new_values('transactions_xid');
exception
    when lock_not_available then null;
end
$$;
revoke all on function summarize_transactions() from public;
grant execute on function summarize_transactions() to ${service_role};
