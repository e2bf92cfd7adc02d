-- What is to be pushed: one row for each sequence of a user and device, whatever is delivered or tried again. Rows stay for a
-- while after they are done, so that a late second delivery finds them.
create table pushes (
    tenant     text        not null,
    user_id    text        not null,
    epoch      text        not null,
    sequence   bigint      not null,
    device_id  uuid        not null,
    -- what the device is told, as JSON
    message    text        not null,
    state      text        not null default 'waiting',
    -- when it is sent unless a socket has acknowledged it; put off while somebody sends it
    due_at     timestamptz not null,
    attempts   int         not null default 0,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, user_id, epoch, sequence, device_id),
    foreign key (tenant, device_id) references devices (tenant, id) on delete cascade
);
create index pushes_due on pushes (due_at) where state = 'waiting';
create index pushes_of_device on pushes (tenant, device_id);
create index pushes_by_age on pushes (created_at);

alter table pushes enable row level security;
alter table pushes force row level security;
create policy tenant_writes on pushes for insert
    with check (tenant = current_setting('ballast.tenant', true));
-- The service sends them for all tenants; no request shows them to anybody.
create policy service_reads on pushes for select using (true);
create policy service_moves on pushes for update using (true) with check (true);
create policy service_forgets on pushes for delete using (true);

grant select, insert, update, delete on pushes to ${service_role};

-- What mark_delivered does, together with the rows of who is to be told: both or neither. As long as nobody is, it does not
-- wait for the disk either. amount is null for what is told whatever its size.
create function mark_and_push(
    of_consumer text, of_event uuid, of_tenant text, of_user text, of_epoch text, of_sequence bigint, of_asset text,
    amount numeric, of_message text, due_after interval)
    returns void language plpgsql as $$
declare
    told bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
    insert into pushes (tenant, user_id, epoch, sequence, device_id, message, due_at)
    select of_tenant, of_user, of_epoch, of_sequence, device.id, of_message, clock_timestamp() + due_after
    from devices device
    left join notification_preferences wanted using (tenant, user_id)
    where device.tenant = of_tenant and device.user_id = of_user
      and case when amount is null then coalesce(wanted.deposits, true)
               else abs(amount) >= (wanted.thresholds ->> of_asset)::numeric end
    on conflict do nothing;
    get diagnostics told = row_count;
    if told = 0 then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    insert into inbox (consumer, event_id, tenant) values (of_consumer, of_event, of_tenant) on conflict do nothing;
end
$$;

-- Takes what is due; nobody else gets it for the time of the lease.
create function claim_pushes(at_most int, lease interval)
    returns setof pushes language sql as $$
    update pushes claimed
    set due_at = clock_timestamp() + lease
    from (select tenant, user_id, epoch, sequence, device_id
          from pushes
          where state = 'waiting' and due_at <= clock_timestamp()
          order by due_at
          limit at_most
          for update skip locked) due
    where claimed.tenant = due.tenant and claimed.user_id = due.user_id and claimed.epoch = due.epoch
      and claimed.sequence = due.sequence and claimed.device_id = due.device_id
    returning claimed.*
$$;

-- The device of a push and when its user wants to be left alone.
create function push_target(of_tenant text, of_user text, of_device uuid)
    returns table (kind text, target text, p256dh text, auth text, quiet_from time, quiet_to time, time_zone text)
    language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query
        select device.kind, device.target, device.p256dh, device.auth, wanted.quiet_from, wanted.quiet_to,
               wanted.time_zone
        from devices device
        left join notification_preferences wanted using (tenant, user_id)
        where device.tenant = of_tenant and device.user_id = of_user and device.id = of_device;
end
$$;
