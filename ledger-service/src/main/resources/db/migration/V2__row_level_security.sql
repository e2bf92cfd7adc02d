-- The second lock between tenants: without the setting `ballast.tenant` no row is seen and none can be written.
do $$
declare
    name text;
begin
    foreach name in array array['accounts', 'balances', 'transactions', 'ledger', 'idempotency'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format(
            'create policy tenant on %I using (tenant = current_setting(''ballast.tenant'', true))', name);
    end loop;
end
$$;

-- What the service may do, and no more: entries are written once, and an account's identity never changes.
grant select on assets to ${service_role};
grant select, insert, update (balance, status) on accounts to ${service_role};
grant select, insert, update (balance, version) on balances to ${service_role};
grant select, insert, update (status, processed_by, completed_at) on transactions to ${service_role};
grant select, insert on ledger to ${service_role};
grant select, insert on idempotency to ${service_role};
