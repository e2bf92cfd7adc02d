-- Transactions are sealed in the order of the database transactions that completed them. A database that is restored by dump into
-- another PostgreSQL counts those anew, from less: what is counted there is lifted above all that was numbered before. Zero as
-- long as that has not happened; plain SQL, so that the planner puts the sum in the place of the call.
create function ledger_xid(counted xid8) returns bigint
    language sql immutable parallel safe as $$ select (counted::text)::bigint + 0 $$;
revoke all on function ledger_xid(xid8) from public;
grant execute on function ledger_xid(xid8) to ${service_role};
alter table transactions alter column xid set default ledger_xid(pg_current_xact_id());

-- Numbers are those of all tenants. Open inside of the function only; the service's role gains nothing by setting this.
create policy numbers_lifted on transactions to current_user using (current_setting('ballast.lifting_numbers', true) = 'on');
create policy numbers_lifted on block_chains for select to current_user
    using (current_setting('ballast.lifting_numbers', true) = 'on');
create policy numbers_lifted on ledger_blocks for select to current_user
    using (current_setting('ballast.lifting_numbers', true) = 'on');

-- Lifts them if they begin anew, which is certain where a chain has come further than what is counted; whether it did. What was
-- completed here before that, and after the last block, is numbered again: no block holds it.
create function lift_ledger_xids() returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    counted bigint := (pg_current_xact_id()::text)::bigint;
    numbered bigint;
begin
    lock table transactions in share row exclusive mode;
    perform set_config('ballast.lifting_numbers', 'on', true);
    select greatest((select max(sealed_xid) from block_chains),
                    (select max(xid) from transactions where xid >= ledger_xid(pg_current_xact_id())))
    into numbered;
    if not exists (select from block_chains where sealed_xid >= ledger_xid(pg_current_xact_id())) then
        perform set_config('ballast.lifting_numbers', 'off', true);
        return false;
    end if;
    execute format('create or replace function ledger_xid(counted xid8) returns bigint
                    language sql immutable parallel safe as $body$ select (counted::text)::bigint + %s $body$',
                   numbered + 1 - counted);
    update transactions t
    set xid = numbered + 1
    from block_chains c
    cross join lateral (select sealed_at from ledger_blocks where tenant = c.tenant order by number desc limit 1) b
    where t.tenant = c.tenant and t.xid <= least(counted, c.sealed_xid) and t.completed_at > b.sealed_at;
    perform set_config('ballast.lifting_numbers', 'off', true);
    return true;
end
$$;
revoke all on function lift_ledger_xids() from public;
grant execute on function lift_ledger_xids() to ${service_role};
