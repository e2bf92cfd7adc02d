-- All that is known of an owner's wallets, by one call: a transaction of its own, which says itself for whom it acts. The caller is who
-- reads, so the policies of the tables hold. A wallet of which nothing was read has one row, without an asset.
create function known_of_owner(of_tenant text, of_type text, of_owner text)
    returns table (
        id uuid, tenant text, owner_type text, owner_id text, chain text, network text, address text, role text,
        created_at timestamptz, wallet_id uuid, asset text, spender text, raw text, decimals int, version bigint,
        block_height bigint, block_hash text, finality text, source text, as_of timestamptz, checked_at timestamptz,
        last_error text, absence text, earlier text)
    language plpgsql volatile security invoker set search_path = pg_catalog, public, pg_temp as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    return query
        select own.id, own.tenant, own.owner_type, own.owner_id, own.chain, own.network, own.address, own.role,
               own.created_at, known.*
          from wallets own
          left join lateral (
               select value.wallet_id, value.asset, '', value.raw::text, value.decimals, value.version,
                      value.block_height, value.block_hash, value.finality, value.source, value.as_of,
                      value.checked_at, value.last_error, value.absence, value.earlier::text
                 from chain_balances value
                where value.tenant = of_tenant and value.wallet_id = own.id
                union all
               select value.wallet_id, value.asset, value.spender, value.raw::text, value.decimals, value.version,
                      value.block_height, value.block_hash, value.finality, value.source, value.as_of,
                      value.checked_at, value.last_error, value.absence, value.earlier::text
                 from allowances value
                where value.tenant = of_tenant and value.wallet_id = own.id) known on true
         where own.tenant = of_tenant and own.owner_type = of_type and own.owner_id = of_owner
         order by own.created_at, own.id;
end $$;

revoke all on function known_of_owner(text, text, text) from public;
grant execute on function known_of_owner(text, text, text) to ${service_role};
