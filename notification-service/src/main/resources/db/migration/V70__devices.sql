-- Devices that a user has registered for pushes, and what the user wants to be told there.
create table devices (
    tenant      text        not null,
    user_id     text        not null,
    id          uuid        not null default gen_random_uuid(),
    kind        text        not null check (kind in ('fcm', 'web-push')),
    -- FCM's registration token, or the endpoint of a Web Push subscription
    target      text        not null,
    -- of the target: a device belongs to the user who registered it last
    fingerprint bytea       not null,
    -- the keys of a Web Push subscription
    p256dh      text,
    auth        text,
    name        text,
    created_at  timestamptz not null default clock_timestamp(),
    primary key (tenant, id),
    unique (tenant, fingerprint),
    check (kind = 'fcm' or (p256dh is not null and auth is not null))
);
create index devices_of_user on devices (tenant, user_id);

create table notification_preferences (
    tenant     text    not null,
    user_id    text    not null,
    deposits   boolean not null,
    -- by asset: changes of at least so much are told, of either sign
    thresholds jsonb   not null,
    quiet_from time,
    quiet_to   time,
    time_zone  text,
    primary key (tenant, user_id)
);

alter table devices enable row level security;
alter table devices force row level security;
create policy tenant_only on devices
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));
alter table notification_preferences enable row level security;
alter table notification_preferences force row level security;
create policy tenant_only on notification_preferences
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));

grant select, insert, update, delete on devices to ${service_role};
grant select, insert, update, delete on notification_preferences to ${service_role};

-- Nothing comes back if the user has too many others. Two registrations of one user wait for each other.
create function register_device(
    of_tenant text, of_user text, new_kind text, new_target text, new_fingerprint bytea, new_p256dh text, new_auth text,
    new_name text, at_most int)
    returns setof devices language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    perform pg_advisory_xact_lock(hashtextextended(of_tenant || ':' || of_user, 70));
    delete from devices where tenant = of_tenant and fingerprint = new_fingerprint and user_id <> of_user;
    if at_most <= (select count(*) from devices
                   where tenant = of_tenant and user_id = of_user and fingerprint <> new_fingerprint) then
        return;
    end if;
    return query
        insert into devices (tenant, user_id, kind, target, fingerprint, p256dh, auth, name)
        values (of_tenant, of_user, new_kind, new_target, new_fingerprint, new_p256dh, new_auth, new_name)
        on conflict (tenant, fingerprint) do update
        set p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name
        returning *;
end
$$;

create function devices_of(of_tenant text, of_user text)
    returns setof devices language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query select * from devices where tenant = of_tenant and user_id = of_user order by created_at, id;
end
$$;

create function remove_device(of_tenant text, of_user text, of_device uuid)
    returns bigint language plpgsql as $$
declare
    removed bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
    delete from devices where tenant = of_tenant and user_id = of_user and id = of_device;
    get diagnostics removed = row_count;
    return removed;
end
$$;

create function save_preferences(
    of_tenant text, of_user text, new_deposits boolean, new_thresholds jsonb, new_from time, new_to time, new_zone text)
    returns void language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    insert into notification_preferences (tenant, user_id, deposits, thresholds, quiet_from, quiet_to, time_zone)
    values (of_tenant, of_user, new_deposits, new_thresholds, new_from, new_to, new_zone)
    on conflict (tenant, user_id) do update
    set deposits = excluded.deposits, thresholds = excluded.thresholds, quiet_from = excluded.quiet_from,
        quiet_to = excluded.quiet_to, time_zone = excluded.time_zone;
end
$$;

create function preferences_of(of_tenant text, of_user text)
    returns setof notification_preferences language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query select * from notification_preferences where tenant = of_tenant and user_id = of_user;
end
$$;
