-- States are saved without waiting for the disk: sockets wait for them. The service acknowledges events to Kafka only after a later
-- commit that waits, which brings all that was committed before to the disk. A replica of the build before acknowledges at once, at most
-- once a second, so while one takes the other's place a crash of PostgreSQL itself could forget a state until the account's next change.
create or replace function save_account_states(
    of_tenant text, users text[], accounts uuid[], assets text[], versions bigint[], balances text[], times timestamptz[])
    returns table (turn bigint, known bigint) language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    perform set_config('synchronous_commit', 'off', true);
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
