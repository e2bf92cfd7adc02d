-- A month on its way back lies apart until all of it has the hash of what was exported; only then it moves into the archive,
-- in one transaction with its state. Nobody who reads entries ever reads what has not been proven.
create table restored_entries (
    tenant         text        not null,
    month          date        not null,
    account_id     uuid        not null,
    created_at     timestamptz not null,
    version        bigint      not null,
    transaction_id uuid        not null,
    amount         bigint      not null,
    balance_after  bigint      not null,
    primary key (tenant, month, account_id, created_at, version)
);
alter table restored_entries enable row level security;
alter table restored_entries force row level security;
create policy tenant on restored_entries using (tenant = current_setting('ballast.tenant', true));
grant select on restored_entries to ${service_role};

-- Until now such entries were put among the others at once. What was left half-way, or had failed its hash, goes.
do $$
declare
    unproven record;
    name text;
begin
    perform set_config('ballast.moving_entries', 'on', true);
    for unproven in select tenant, month from archives where state in ('restoring', 'dropped') loop
        name := partition_of_month('ledger_archive', unproven.month);
        if name is not null then
            execute format('delete from %I where tenant = $1', name) using unproven.tenant;
        end if;
    end loop;
    perform set_config('ballast.moving_entries', 'off', true);
end
$$;

-- Whether that replica restores the month of the current tenant: it holds the row, so that no other takes over meanwhile.
create function hold_restoration(day date, worker uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from archives
    where tenant = current_setting('ballast.tenant', true) and month = day and state = 'restoring' and claimed_by = worker
    for update;
    if not found then
        raise exception 'the month of % is not being restored by %', day, worker using errcode = 'check_violation';
    end if;
end
$$;
revoke all on function hold_restoration(date, uuid) from public;

-- Forgets what an attempt before has left.
create function clear_restored_entries(day date, worker uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform hold_restoration(day, worker);
    delete from restored_entries where tenant = current_setting('ballast.tenant') and month = day;
end
$$;
revoke all on function clear_restored_entries(date, uuid) from public;
grant execute on function clear_restored_entries(date, uuid) to ${service_role};

drop function restore_entries(date, uuid[], bigint[], uuid[], bigint[], bigint[], timestamptz[]);

-- Takes in entries of the current tenant's month, each once.
create function restore_entries(
    day date, worker uuid, accounts uuid[], versions bigint[], transactions uuid[], amounts bigint[], balances bigint[],
    times timestamptz[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform hold_restoration(day, worker);
    insert into restored_entries (tenant, month, account_id, version, transaction_id, amount, balance_after, created_at)
    select current_setting('ballast.tenant'), day, e.account_id, e.version, e.transaction_id, e.amount, e.balance_after,
           e.created_at
    from unnest(accounts, versions, transactions, amounts, balances, times)
        as e (account_id, version, transaction_id, amount, balance_after, created_at);
end
$$;
revoke all on function restore_entries(date, uuid, uuid[], bigint[], uuid[], bigint[], bigint[], timestamptz[]) from public;
grant execute on function restore_entries(date, uuid, uuid[], bigint[], uuid[], bigint[], bigint[], timestamptz[])
    to ${service_role};

-- Moves the month, which its replica has proven, among the entries that are read, and ends the restoration.
create function publish_restored_entries(day date, worker uuid) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    name text := partition_of_month('ledger_archive', day);
    restored bigint;
begin
    perform hold_restoration(day, worker);
    -- None of the tenant's can be right before this.
    perform set_config('ballast.moving_entries', 'on', true);
    execute format('delete from %I where tenant = $1', name) using current_setting('ballast.tenant');
    perform set_config('ballast.moving_entries', 'off', true);
    execute format('insert into %I (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
                    select account_id, version, tenant, transaction_id, amount, balance_after, created_at
                    from restored_entries
                    where tenant = $1 and month = $2', name)
    using current_setting('ballast.tenant'), day;
    get diagnostics restored = row_count;
    delete from restored_entries where tenant = current_setting('ballast.tenant') and month = day;
    update archives
    set state = 'restored', failure = null, done = entries, claimed_by = null, claimed_until = null,
        updated_at = clock_timestamp()
    where tenant = current_setting('ballast.tenant') and month = day and entries = restored;
    if not found then
        raise exception '% entries of % were restored', restored, day using errcode = 'check_violation';
    end if;
end
$$;
revoke all on function publish_restored_entries(date, uuid) from public;
grant execute on function publish_restored_entries(date, uuid) to ${service_role};
