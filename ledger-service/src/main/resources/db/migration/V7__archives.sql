-- Old months leave the way of postings: a month's partition moves, as it is, from `ledger` to `ledger_archive`, may be
-- exported to files and dropped, and comes back from them. What an account held at the end of a moved month stays here.

-- A partition says itself which month it holds, so that neither table has to look through it when it is attached.
do $$
declare
    partition record;
    first_day timestamptz;
begin
    for partition in
        select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'ledger'::regclass and c.relname ~ '^ledger_[0-9]{6}$'
    loop
        first_day := to_date(substr(partition.name, 8), 'YYYYMM')::timestamp at time zone 'UTC';
        execute format('alter table %I add constraint %I check (created_at >= %L and created_at < %L)',
                       partition.name, partition.name || '_month', first_day,
                       ((first_day at time zone 'UTC') + interval '1 month') at time zone 'UTC');
    end loop;
end
$$;

create or replace function make_ledger_partition(day date) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    first_day timestamptz := date_trunc('month', day::timestamp) at time zone 'UTC';
    next_first_day timestamptz := (date_trunc('month', day::timestamp) + interval '1 month') at time zone 'UTC';
    name text := 'ledger_' || to_char(day, 'YYYYMM');
begin
    perform pg_advisory_xact_lock(hashtextextended('make_ledger_partition', 0));
    if to_regclass('public.' || name) is not null then
        return;
    end if;
    execute format('create table %I (like ledger including defaults including constraints)', name);
    execute format('alter table %I add constraint %I check (created_at >= %L and created_at < %L)',
                   name, name || '_month', first_day, next_first_day);
    execute format('insert into %I select * from ledger_unplaced where created_at >= %L and created_at < %L',
                   name, first_day, next_first_day);
    perform set_config('ballast.moving_entries', 'on', true);
    delete from ledger_unplaced where created_at >= first_day and created_at < next_first_day;
    perform set_config('ballast.moving_entries', 'off', true);
    execute format('alter table ledger attach partition %I for values from (%L) to (%L)', name, first_day, next_first_day);
end
$$;

-- How many entries no month was made for in time, counted up to a bound.
create function count_unplaced_entries() returns bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from (select from ledger_unplaced limit 10000) as unplaced
$$;
revoke all on function count_unplaced_entries() from public;
grant execute on function count_unplaced_entries() to ${service_role};

-- The same columns, key and rules as `ledger`, under the same names: a partition brings its own along. Nobody but the functions below writes to it.
create table ledger_archive (
    like ledger including defaults including constraints,
    constraint ledger_archive_key primary key (account_id, created_at, version)
) partition by range (created_at);

create trigger entries_are_append_only
    before update or delete on ledger_archive
    for each row execute function refuse_change_of_entries();
create trigger entries_are_not_truncated
    before truncate on ledger_archive
    for each statement execute function refuse_change_of_entries();

-- What an account held at the end of an archived month (`at`, the first instant after it), for accounts that had entries in
-- it: so many, and version - entries is where the month began. A month without a row is one without an entry.
create table balance_checkpoints (
    tenant     text        not null,
    account_id uuid        not null,
    at         timestamptz not null,
    version    bigint      not null check (version >= entries),
    balance    bigint      not null,
    entries    bigint      not null check (entries > 0),
    primary key (tenant, account_id, at)
);
create index balance_checkpoints_at on balance_checkpoints (at, tenant);

create function refuse_change_of_checkpoints() returns trigger
    language plpgsql as $$
begin
    raise exception 'balance checkpoints are append-only' using errcode = 'restrict_violation';
end
$$;
create trigger checkpoints_are_append_only
    before update or delete on balance_checkpoints
    for each row execute function refuse_change_of_checkpoints();
create trigger checkpoints_are_not_truncated
    before truncate on balance_checkpoints
    for each statement execute function refuse_change_of_checkpoints();

-- Where a tenant's entries of an archived month are. Between `dropping` and the end of `restoring` they can not be read.
-- `done` counts the entries that the step under way has come to; `claimed_by` is the replica that works on it, while
-- `claimed_until` lies ahead. `sha256` is that of the exported lines.
create table archives (
    tenant        text        not null,
    month         date        not null check (month = date_trunc('month', month::timestamp)::date),
    state         text        not null check (state in ('archived', 'exporting', 'exported', 'dropping', 'dropped',
                                                        'restoring', 'restored')),
    entries       bigint      not null check (entries > 0),
    done          bigint      not null default 0,
    sha256        text        check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes         bigint,
    failure       text,
    claimed_by    uuid,
    claimed_until timestamptz,
    updated_at    timestamptz not null default clock_timestamp(),
    primary key (tenant, month),
    check (sha256 is not null or state in ('archived', 'exporting'))
);

do $$
declare
    name text;
begin
    foreach name in array array['ledger_archive', 'balance_checkpoints', 'archives'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I using (tenant = current_setting(''ballast.tenant'', true))', name);
    end loop;
    -- A partition holds the entries of all tenants: the functions that move it look at all of them.
    foreach name in array array['balance_checkpoints', 'archives'] loop
        execute format('create policy owner on %I to current_user using (true)', name);
    end loop;
end
$$;
grant select on ledger_archive to ${service_role};
grant select, insert on balance_checkpoints to ${service_role};
grant select, update (state, done, sha256, bytes, failure, claimed_by, claimed_until, updated_at)
    on archives to ${service_role};

-- Every entry that is in the database, wherever it lies. Who reads sees the own tenant's.
create view entries with (security_invoker = true) as
    select account_id, created_at, version, tenant, transaction_id, amount, balance_after from ledger
    union all
    select account_id, created_at, version, tenant, transaction_id, amount, balance_after from ledger_archive;
grant select on entries to ${service_role};

-- The month's partition, if it is one of that table.
create function partition_of_month(whole regclass, day date) returns text
    language sql stable set search_path = public, pg_temp as $$
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = whole and c.relname = 'ledger_' || to_char(day, 'YYYYMM')
$$;

-- Who has entries in a month that is not archived yet: names, and nothing else of them.
create function tenants_of_ledger_month(day date) returns setof text
    language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
    name text := partition_of_month('ledger', day);
begin
    if name is not null then
        return query execute format('select distinct tenant from %I order by 1', name);
    end if;
end
$$;
revoke all on function tenants_of_ledger_month(date) from public;
grant execute on function tenants_of_ledger_month(date) to ${service_role};

-- Moves a month that is over, the oldest first, when the checkpoints cover every entry of it. Touches catalogues only once
-- the entries are counted, and gives way when postings do not let it in within a second. Again, it changes nothing.
create function archive_ledger_month(day date) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    first_day timestamptz := date_trunc('month', day::timestamp) at time zone 'UTC';
    next_first_day timestamptz := (date_trunc('month', day::timestamp) + interval '1 month') at time zone 'UTC';
    name text;
begin
    perform pg_advisory_xact_lock(hashtextextended('make_ledger_partition', 0));
    name := partition_of_month('ledger', day);
    if name is null then
        return;
    end if;
    if next_first_day > now() - interval '1 day' then
        raise exception 'the month of % is not over', day using errcode = 'check_violation';
    end if;
    if exists (select from pg_inherits i join pg_class c on c.oid = i.inhrelid
               where i.inhparent = 'ledger'::regclass and c.relname ~ '^ledger_[0-9]{6}$' and c.relname < name)
       or exists (select from ledger_unplaced where created_at < next_first_day) then
        raise exception 'entries before % are not archived', day using errcode = 'check_violation';
    end if;
    execute format('insert into archives (tenant, month, state, entries)
                    select tenant, %L, ''archived'', count(*) from %I group by tenant', first_day at time zone 'UTC', name);
    if exists (select from (select * from archives where month = (first_day at time zone 'UTC')::date) as a
               full join (select tenant, sum(entries) as entries from balance_checkpoints
                          where at = next_first_day group by tenant) as c using (tenant)
               where a.entries is distinct from c.entries) then
        raise exception 'the checkpoints do not cover the entries of %', day using errcode = 'check_violation';
    end if;
    execute format('alter table ledger detach partition %I', name);
    if exists (select from archives where month = (first_day at time zone 'UTC')::date) then
        execute format('alter table ledger_archive attach partition %I for values from (%L) to (%L)',
                       name, first_day, next_first_day);
    else
        execute format('drop table %I', name);
    end if;
end
$$;
revoke all on function archive_ledger_month(date) from public;
grant execute on function archive_ledger_month(date) to ${service_role};

-- Which tenants' months are being exported or restored.
create function archives_at_work() returns table (tenant text, month date, state text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select a.tenant, a.month, a.state from archives a where a.state in ('exporting', 'restoring') order by a.month, a.tenant
$$;
revoke all on function archives_at_work() from public;
grant execute on function archives_at_work() to ${service_role};

-- The months that every tenant has exported and that still lie in a partition.
create function exported_ledger_months() returns setof date
    language sql stable security definer set search_path = public, pg_temp as $$
    select month from archives
    group by month
    having bool_and(state in ('exported', 'dropping', 'dropped')) and bool_or(state in ('exported', 'dropping'))
    order by month
$$;
revoke all on function exported_ledger_months() from public;
grant execute on function exported_ledger_months() to ${service_role};

-- Tells readers that a month which every tenant has exported is about to go. Committed before the month goes.
create function begin_drop_of_archived_month(day date) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from archives where month = day order by tenant for update;
    if not exists (select from archives where month = day and state not in ('exported', 'dropping', 'dropped')) then
        update archives set state = 'dropping', updated_at = clock_timestamp() where month = day and state = 'exported';
    end if;
end
$$;
revoke all on function begin_drop_of_archived_month(date) from public;
grant execute on function begin_drop_of_archived_month(date) to ${service_role};

-- Drops a month that is about to go, if its entries are those that were exported. Again, it changes nothing.
create function drop_archived_month(day date) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    name text;
    differs boolean;
begin
    perform pg_advisory_xact_lock(hashtextextended('make_ledger_partition', 0));
    perform 1 from archives where month = day order by tenant for update;
    if exists (select from archives where month = day and state not in ('dropping', 'dropped')) then
        raise exception 'the month of % is not exported', day using errcode = 'check_violation';
    end if;
    name := partition_of_month('ledger_archive', day);
    if name is not null then
        execute format('select exists (
                            select from (select tenant, count(*) as entries from %I group by tenant) as p
                            full join (select * from archives where month = %L) as a using (tenant)
                            where a.state is null or (a.state = ''dropping'' and a.entries is distinct from p.entries))',
                       name, day) into differs;
        if differs then
            raise exception 'the entries of % are not those that were exported', day using errcode = 'check_violation';
        end if;
        execute format('drop table %I', name);
    end if;
    update archives set state = 'dropped', updated_at = clock_timestamp() where month = day and state = 'dropping';
end
$$;
revoke all on function drop_archived_month(date) from public;
grant execute on function drop_archived_month(date) to ${service_role};

-- A place for a month that the current tenant restores.
create function make_archive_partition(day date) returns void
    language plpgsql security definer set search_path = public, pg_temp set lock_timeout = '1s' as $$
declare
    first_day timestamptz := date_trunc('month', day::timestamp) at time zone 'UTC';
    next_first_day timestamptz := (date_trunc('month', day::timestamp) + interval '1 month') at time zone 'UTC';
    name text := 'ledger_' || to_char(day, 'YYYYMM');
begin
    perform pg_advisory_xact_lock(hashtextextended('make_ledger_partition', 0));
    if not exists (select from archives
                   where tenant = current_setting('ballast.tenant', true) and month = day and state = 'restoring') then
        raise exception 'the month of % is not being restored', day using errcode = 'check_violation';
    end if;
    if to_regclass('public.' || name) is not null then
        return;
    end if;
    execute format('create table %I (like ledger_archive including defaults including constraints)', name);
    execute format('alter table %I add constraint %I check (created_at >= %L and created_at < %L)',
                   name, name || '_month', first_day, next_first_day);
    execute format('alter table ledger_archive attach partition %I for values from (%L) to (%L)',
                   name, first_day, next_first_day);
end
$$;
revoke all on function make_archive_partition(date) from public;
grant execute on function make_archive_partition(date) to ${service_role};

-- Puts entries of the current tenant back into a month that it restores. Those that are there already stay.
create function restore_entries(
    day date, accounts uuid[], versions bigint[], transactions uuid[], amounts bigint[], balances bigint[],
    times timestamptz[]) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform 1 from archives
    where tenant = current_setting('ballast.tenant', true) and month = day and state = 'restoring'
    for share;
    if not found then
        raise exception 'the month of % is not being restored', day using errcode = 'check_violation';
    end if;
    execute format('insert into %I (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
                    select e.account_id, e.version, current_setting(''ballast.tenant''), e.transaction_id, e.amount,
                           e.balance_after, e.created_at
                    from unnest($1, $2, $3, $4, $5, $6)
                        as e (account_id, version, transaction_id, amount, balance_after, created_at)
                    on conflict do nothing', partition_of_month('ledger_archive', day))
    using accounts, versions, transactions, amounts, balances, times;
end
$$;
revoke all on function restore_entries(date, uuid[], bigint[], uuid[], bigint[], bigint[], timestamptz[]) from public;
grant execute on function restore_entries(date, uuid[], bigint[], uuid[], bigint[], bigint[], timestamptz[])
    to ${service_role};
