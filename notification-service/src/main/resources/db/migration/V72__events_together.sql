-- What V1, V61 and V71 do for one event, done for all of a batch by one statement. Their functions stay for replicas of the
-- build before, which run beside these while one takes the other's place.

-- Of one tenant, each account once. Says for each in its turn which version was known before, 0 if none; new accounts are known
-- in that order. Rows are taken in the same order by everybody: a replica that lost its partitions may still be saving what another
-- one saves.
create function save_account_states(
    of_tenant text, users text[], accounts uuid[], assets text[], versions bigint[], balances text[], times timestamptz[])
    returns table (turn bigint, known bigint) language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query
        with news as (
            select *
            from unnest(users, accounts, assets, versions, balances, times)
                with ordinality as new (user_id, account_id, asset, version, balance, updated_at, turn)),
        before as (
            select news.turn, state.version
            from news
            join account_states state on state.tenant = of_tenant and state.user_id = news.user_id
                and state.account_id = news.account_id),
        saved as (
            insert into account_states as state
                (tenant, user_id, account_id, asset, version, balance, updated_at, known_since)
            select of_tenant, news.user_id, news.account_id, news.asset, news.version, news.balance::numeric,
                news.updated_at, statement_timestamp() + news.turn * interval '1 microsecond'
            from news
            order by news.user_id, news.account_id
            on conflict (tenant, user_id, account_id) do update
            set asset = excluded.asset, version = excluded.version, balance = excluded.balance,
                updated_at = excluded.updated_at
            where state.version < excluded.version)
        select news.turn, coalesce(before.version, 0)
        from news
        left join before on before.turn = news.turn;
end
$$;

create function were_delivered(of_consumer text, events uuid[])
    returns setof uuid language sql stable as $$
    select event_id from inbox where consumer = of_consumer and event_id = any (events)
$$;

-- How many pushes a device has been given within the last hour is counted by this.
create index pushes_of_device_by_age on pushes (tenant, device_id, created_at);
drop index pushes_of_device;

-- Events of one tenant are remembered, and for each device of their users that wants it what is to be pushed: both or neither.
-- epoch is empty for what is not pushed, amount for what is told whatever its size. A device is given at most so many an hour.
-- Returns how many were too many. As long as nobody is told it does not wait for the disk.
create function mark_and_push(
    of_consumer text, of_tenant text, events uuid[], users text[], epochs text[], sequences bigint[], assets text[],
    amounts text[], messages text[], due_after interval, default_thresholds jsonb, at_most int)
    returns bigint language plpgsql as $$
declare
    wanted_by bigint;
    told bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
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
