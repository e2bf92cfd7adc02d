-- What a device was given within the hour is counted by one transaction after the other. A replica that lost a partition may still be
-- delivering what was before while another one delivers what follows: both counted without what the other one had not committed, and
-- the device was given more than its share. Nobody is locked who has no device.
create or replace function mark_and_push(
    of_consumer text, of_tenant text, events uuid[], users text[], epochs text[], sequences bigint[], assets text[],
    amounts text[], messages text[], due_after interval, default_thresholds jsonb, at_most int)
    returns bigint language plpgsql as $$
declare
    wanted_by bigint;
    told bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
    perform pg_advisory_xact_lock(hashtextextended('ballast.pushes:' || device.id, 0))
    from (select id from devices where tenant = of_tenant and user_id = any (users) order by id) device;
    with news as (
        select *
        from unnest(users, epochs, sequences, assets, amounts, messages)
            with ordinality as new (user_id, epoch, sequence, asset, amount, message, turn)
        where epoch <> ''),
    wanted as (
        select news.*, device.id as device_id, row_number() over (partition by device.id order by news.turn) as nth
        from news
        join devices device on device.tenant = of_tenant and device.user_id = news.user_id
        left join notification_preferences said on said.tenant = of_tenant and said.user_id = news.user_id
        where case when news.amount = '' then coalesce(said.deposits, true)
                   else abs(news.amount::numeric)
                       >= coalesce(said.thresholds ->> news.asset, default_thresholds ->> news.asset)::numeric end),
    allowed as (
        select wanted.*
        from wanted
        where wanted.nth + (select count(*) from pushes recent
                            where recent.tenant = of_tenant and recent.device_id = wanted.device_id
                              and recent.created_at > clock_timestamp() - interval '1 hour') <= at_most),
    added as (
        insert into pushes (tenant, user_id, epoch, sequence, device_id, message, due_at)
        select of_tenant, user_id, epoch, sequence, device_id, message, clock_timestamp() + due_after
        from allowed
        on conflict do nothing)
    select (select count(*) from wanted), (select count(*) from allowed) into wanted_by, told;
    if told = 0 then
        perform set_config('synchronous_commit', 'off', true);
    end if;
    insert into inbox (consumer, event_id, tenant)
    select of_consumer, event, of_tenant from unnest(events) as event
    on conflict do nothing;
    return wanted_by - told;
end
$$;
