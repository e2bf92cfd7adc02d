-- What a wallet's history of one asset was on one day (UTC), kept in place of the day's rows once they are old. Append-only.
create table chain_balance_days (
    wallet_id    uuid           not null,
    tenant       text           not null check (tenant <> ''),
    asset        text           not null,
    day          date           not null,
    decimals     int            not null,
    changes      bigint         not null check (changes > 0),
    low          numeric(78, 0) not null check (low >= 0),
    high         numeric(78, 0) not null check (high >= low),
    inflow       numeric        not null check (inflow >= 0),  -- the sum of what the balance rose by; a first observation is none
    outflow      numeric        not null check (outflow >= 0),
    version      bigint         not null, -- this and what follows: of the day's last change
    raw          numeric(78, 0) not null check (raw between low and high),
    block_height bigint         not null,
    block_hash   text,
    finality     text           not null,
    source       text           not null,
    absence      text,
    as_of        timestamptz    not null,
    primary key (wallet_id, asset, day)
);

alter table chain_balance_days enable row level security;
alter table chain_balance_days force row level security;
create policy tenant_rows on chain_balance_days for select
    using (tenant = current_setting('ballast.tenant', true));
grant select on chain_balance_days to ${service_role};

create index chain_balance_history_at on chain_balance_history (wallet_id, asset, as_of);
create index chain_balance_history_age on chain_balance_history (as_of);

-- The history is append-only for the service. Only this function, as the owner, takes rows out of it, and only into summaries.
create policy owner_summarizes on chain_balance_history to current_user using (true);
create policy owner_summarizes on chain_balance_days to current_user using (true) with check (true);

-- Summarizes the days before `before`, the oldest first, of at most `at_most` rows and the rest of their days. Whole days only, and
-- never yesterday's or today's. Returns how many rows have become summaries; 0 also if another session is at it.
create function summarize_chain_history(before date, at_most int) returns bigint
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    summarized bigint;
begin
    if before is null or before > (now() at time zone 'UTC')::date - 1 then
        raise exception 'Only days before yesterday are summarized' using errcode = 'invalid_parameter_value';
    end if;
    if not pg_try_advisory_xact_lock(hashtextextended('summarize_chain_history', 0)) then
        return 0;
    end if;
    with oldest as materialized (
        select wallet_id, asset, (as_of at time zone 'UTC')::date as day
          from chain_balance_history
         where as_of < before::timestamp at time zone 'UTC'
         order by as_of
         limit at_most),
    days as materialized (
        select distinct wallet_id, asset, day from oldest),
    taken as (
        delete from chain_balance_history h
         using days
         where h.wallet_id = days.wallet_id and h.asset = days.asset
           and h.as_of >= days.day::timestamp at time zone 'UTC'
           and h.as_of < (days.day + 1)::timestamp at time zone 'UTC'
        returning h.*, days.day),
    moved as (
        select taken.*,
               raw - coalesce(lag(raw) over (partition by wallet_id, asset order by version),
                              (select d.raw from chain_balance_days d
                                where d.wallet_id = taken.wallet_id and d.asset = taken.asset and d.day < taken.day
                                order by d.day desc limit 1)) as by
          from taken),
    inserted as (
        insert into chain_balance_days (wallet_id, tenant, asset, day, decimals, changes, low, high, inflow, outflow,
                version, raw, block_height, block_hash, finality, source, absence, as_of)
        select wallet_id, tenant, asset, day,
               (array_agg(decimals order by version desc))[1], count(*), min(raw), max(raw),
               coalesce(sum(by) filter (where by > 0), 0), coalesce(-sum(by) filter (where by < 0), 0),
               max(version),
               (array_agg(raw order by version desc))[1],
               (array_agg(block_height order by version desc))[1],
               (array_agg(block_hash order by version desc))[1],
               (array_agg(finality order by version desc))[1],
               (array_agg(source order by version desc))[1],
               (array_agg(absence order by version desc))[1],
               (array_agg(as_of order by version desc))[1]
          from moved
         group by wallet_id, tenant, asset, day
        returning changes)
    select coalesce(sum(changes), 0) into summarized from inserted;
    return summarized;
end $$;
revoke all on function summarize_chain_history(date, int) from public;
grant execute on function summarize_chain_history(date, int) to ${service_role};
