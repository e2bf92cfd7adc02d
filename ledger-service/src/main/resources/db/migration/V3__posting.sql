-- The ledger grows for ever, what is asked of it does not: entries lie in one partition a month, and their key answers what
-- an account held at a moment, its history and its gaps, each from one place of one index.
-- The owner sees all rows while they are moved; the policies are forced on it again below.
alter table ledger no force row level security;
alter table balances no force row level security;
alter table accounts no force row level security;
alter table transactions no force row level security;

alter table ledger rename to ledger_before;
alter table ledger_before drop constraint ledger_pkey;

create table ledger (
    account_id     uuid        not null,
    created_at     timestamptz not null,
    version        bigint      not null check (version > 0),
    tenant         text        not null,
    transaction_id uuid        not null,
    amount         bigint      not null check (amount <> 0),
    balance_after  bigint      not null,
    constraint ledger_key primary key (account_id, created_at, version)
) partition by range (created_at);

-- What no month was made for in time; the month takes it over when it is made.
create table ledger_unplaced partition of ledger default;

-- Makes the partition of the month that the day lies in, with what had been unplaced of it. The service's role owns
-- nothing: it makes partitions by this function and in no other way.
create function make_ledger_partition(day date) returns void
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
    execute format('insert into %I select * from ledger_unplaced where created_at >= %L and created_at < %L',
                   name, first_day, next_first_day);
    perform set_config('ballast.moving_entries', 'on', true);
    delete from ledger_unplaced where created_at >= first_day and created_at < next_first_day;
    perform set_config('ballast.moving_entries', 'off', true);
    execute format('alter table ledger attach partition %I for values from (%L) to (%L)', name, first_day, next_first_day);
end
$$;
revoke all on function make_ledger_partition(date) from public;
grant execute on function make_ledger_partition(date) to ${service_role};

select make_ledger_partition(month::date)
from generate_series(
         date_trunc('month', coalesce((select min(created_at) from ledger_before), now())),
         date_trunc('month', now()) + interval '2 months',
         interval '1 month') as month;

insert into ledger (account_id, created_at, version, tenant, transaction_id, amount, balance_after)
select account_id, created_at, version, tenant, transaction_id, amount, balance_after
from ledger_before;

drop table ledger_before;

alter table ledger enable row level security;
alter table ledger force row level security;
create policy tenant on ledger using (tenant = current_setting('ballast.tenant', true));
grant select, insert on ledger to ${service_role};

-- Entries are written once. The service's role has no right to change them; this holds for the owner as well.
create function refuse_change_of_entries() returns trigger
    language plpgsql as $$
begin
    if current_setting('ballast.moving_entries', true) = 'on' and tg_op = 'DELETE' then
        return old;
    end if;
    raise exception 'entries are append-only' using errcode = 'restrict_violation';
end
$$;

create trigger entries_are_append_only
    before update or delete on ledger
    for each row execute function refuse_change_of_entries();

create trigger entries_are_not_truncated
    before truncate on ledger
    for each statement execute function refuse_change_of_entries();

-- What an account has promised (`held`) counts against its floor. `hold_version` counts what changes `held` alone, as
-- `version` counts entries. `updated_at` never goes back, whatever the clock does: it orders entries in time.
alter table balances
    add column held         bigint      not null default 0 check (held >= 0),
    add column hold_version bigint      not null default 0,
    add column updated_at   timestamptz not null default clock_timestamp();

update balances b
set updated_at = coalesce((select max(created_at) from ledger l where l.account_id = b.account_id), a.created_at)
from accounts a
where a.id = b.account_id;

-- How low and how high a balance may go, in smallest units; null for as far as a number reaches.
alter table accounts
    drop constraint accounts_status_check,
    add constraint accounts_status_check check (status in ('active', 'frozen', 'closed', 'quarantined')),
    add column floor   bigint default 0,
    add column ceiling bigint,
    add constraint accounts_limits check (floor <= ceiling);
update accounts set floor = null where type = 'system';

-- `xid` tells which database transaction wrote or last changed the row: what is below the oldest one still running is
-- complete, and readers in the background miss nothing.
alter table transactions
    drop constraint transactions_pkey,
    add constraint transactions_pkey primary key (tenant, id),
    add column reference    text,
    add column reason       text,
    add column reversal_of  uuid,
    add column hold_id      uuid,
    add column expires_at   timestamptz,
    add column xid          bigint not null default (pg_current_xact_id()::text)::bigint;
update transactions set reference = metadata ->> 'reference', metadata = metadata - 'reference'
where metadata ? 'reference';

-- No index on what every posting would have to maintain: an account's history is found by its entries.
create unique index transactions_reversal on transactions (tenant, reversal_of) where reversal_of is not null;
create index transactions_reference on transactions (tenant, reference, id) where reference is not null;
create index transactions_pending on transactions (tenant, expires_at) where status = 'pending';
create index transactions_without_entries on transactions (account_id, id) where status <> 'success';
create index transactions_of_rare_types on transactions (tenant, type, id) where type not in ('transfer', 'payment');
create index transactions_xid on transactions using brin (xid) with (pages_per_range = 16);

grant update (status, processed_by, completed_at, reason, xid) on transactions to ${service_role};
grant update (balance, version, held, hold_version, updated_at) on balances to ${service_role};
grant update (balance, status, floor, ceiling) on accounts to ${service_role};

-- Answers are kept as long as the configuration says, and found for removal by their age.
create index idempotency_created_at on idempotency using brin (created_at) with (pages_per_range = 16);
grant delete on idempotency to ${service_role};

alter table balances force row level security;
alter table accounts force row level security;
alter table transactions force row level security;
