-- The switch over all tenants, beside that of each: one row, and who moved it when. ballast.actor 'operator' is an operator of the
-- installation, who moves it; everybody's transactions see it.
create table deposit_installation_pause (
    one        boolean primary key default true check (one),
    paused     boolean not null,
    reason     text not null,
    changed_by text not null,
    changed_at timestamptz not null default clock_timestamp()
);

insert into deposit_installation_pause (paused, reason, changed_by) values (false, '', '');

-- Only ever added to.
create table deposit_installation_pause_changes (
    id         bigint generated always as identity primary key,
    paused     boolean not null,
    reason     text not null,
    changed_by text not null,
    changed_at timestamptz not null default clock_timestamp()
);

alter table deposit_installation_pause enable row level security;
alter table deposit_installation_pause force row level security;
alter table deposit_installation_pause_changes enable row level security;
alter table deposit_installation_pause_changes force row level security;

create policy everybody_sees on deposit_installation_pause for select using (true);
-- A service that tries is refused, not passed over.
create policy service_holds on deposit_installation_pause for update
    using (current_setting('ballast.actor', true) in ('service', 'operator'))
    with check (current_setting('ballast.actor', true) = 'operator');
create policy operator_tells on deposit_installation_pause_changes
    using (current_setting('ballast.actor', true) = 'operator');

grant select, update on deposit_installation_pause to ${service_role};
grant select, insert on deposit_installation_pause_changes to ${service_role};

-- Deposits that are held now, of all tenants, for an alarm that lasts as long as they do. Nobody else looks over tenants.
drop policy tenant_only on deposits;
create policy tenant_only on deposits as restrictive to ${service_role}
    using (tenant = current_setting('ballast.tenant', true));
create policy owner_counts on deposits for select to current_user using (true);

create function held_deposits() returns bigint
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
begin atomic
    select count(*) from deposits where state = 'held';
end;
revoke all on function held_deposits() from public;
grant execute on function held_deposits() to ${service_role};
