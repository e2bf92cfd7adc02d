-- What a wallet's balance was on one day (UTC), kept in place of the day's snapshots once they are old. Snapshots that a deposit
-- began with are the record of money that moved, and stay.
create table balance_days (
    wallet_id uuid           not null,
    tenant    text           not null check (tenant <> ''),
    user_id   text           not null,
    day       date           not null,
    snapshots bigint         not null check (snapshots > 0),
    low       numeric(20, 7) not null,
    high      numeric(20, 7) not null check (high >= low),
    inflow    numeric        not null check (inflow >= 0), -- the sum of what the balance rose by; a first observation is none
    outflow   numeric        not null check (outflow >= 0),
    last      numeric(20, 7) not null check (last between low and high),
    primary key (wallet_id, day),
    foreign key (tenant, user_id, wallet_id) references stellar_wallets (tenant, user_id, id) on delete cascade
);

create index balance_days_by_user on balance_days (tenant, user_id, day);
create index balance_snapshots_age on balance_snapshots (created_at) where not auto_deposit_triggered;
alter table balance_days enable row level security;
alter table balance_days force row level security;
create policy tenant_only on balance_days as restrictive to ${service_role}
    using (tenant = current_setting('ballast.tenant', true));
create policy users_view_their_own on balance_days for select
    using (user_id = current_setting('ballast.user', true));
create policy staff_views on balance_days for select
    using (current_setting('ballast.actor', true) = 'staff');
grant select on balance_days to ${service_role};

-- The service deletes nothing. Only this function, as the owner, takes rows out of the history, and only into summaries.
drop policy tenant_only on balance_snapshots;
create policy tenant_only on balance_snapshots as restrictive to ${service_role}
    using (tenant = current_setting('ballast.tenant', true));
create policy owner_summarizes on balance_snapshots to current_user using (true);
create policy owner_summarizes on balance_days to current_user using (true) with check (true);

-- Summarizes the days before `before`, the oldest first, of at most `at_most` snapshots and the rest of their days. Whole days only,
-- and never yesterday's or today's. Returns how many snapshots have become summaries; 0 also if another session is at it.
create function summarize_snapshots(before date, at_most int) returns bigint
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    summarized bigint;
begin
    if before is null or before > (now() at time zone 'UTC')::date - 1 then
        raise exception 'Only days before yesterday are summarized' using errcode = 'invalid_parameter_value';
    end if;
    if not pg_try_advisory_xact_lock(hashtextextended('summarize_snapshots', 0)) then
        return 0;
    end if;
    with oldest as materialized (
        select wallet_id, (created_at at time zone 'UTC')::date as day
          from balance_snapshots
         where created_at < before::timestamp at time zone 'UTC' and not auto_deposit_triggered
         order by created_at
         limit at_most),
    days as materialized (
        select distinct wallet_id, day from oldest),
    taken as (
        delete from balance_snapshots s
         using days
         where s.wallet_id = days.wallet_id and not s.auto_deposit_triggered
           and s.created_at >= days.day::timestamp at time zone 'UTC'
           and s.created_at < (days.day + 1)::timestamp at time zone 'UTC'
        returning s.*, days.day),
    inserted as (
        insert into balance_days as d (wallet_id, tenant, user_id, day, snapshots, low, high, inflow, outflow, last)
        select wallet_id, tenant, user_id, day, count(*), min(usdc_balance), max(usdc_balance),
               coalesce(sum(balance_change) filter (where previous_balance is not null and balance_change > 0), 0),
               coalesce(-sum(balance_change) filter (where previous_balance is not null and balance_change < 0), 0),
               (array_agg(usdc_balance order by created_at desc))[1]
          from taken
         group by wallet_id, tenant, user_id, day
        returning snapshots)
    select coalesce(sum(snapshots), 0) into summarized from inserted;
    return summarized;
end $$;
revoke all on function summarize_snapshots(date, int) from public;
grant execute on function summarize_snapshots(date, int) to ${service_role};
