-- 10,000 users with an account each and one hot account (number 0), opened with money from the system's account: what the
-- service would have written, in a few statements. Run by the superuser: row-level security is not asked.
create function bench_account(number bigint) returns uuid
    language sql immutable parallel safe as
$$ select ('00000000-0000-4000-8000-' || (100000000000 + number))::uuid $$;

insert into assets (tenant, code, scale, name)
select 'default', code, scale, name from default_assets
on conflict do nothing;

insert into accounts (id, tenant, owner_type, owner_id, type, asset, balance, floor)
select bench_account(number), 'default', 'user', 'bench-user-' || number, 'personal', 'USD', 100000000, 0
from generate_series(0, 10000) as number;

insert into accounts (id, tenant, owner_type, owner_id, type, asset, balance, floor)
values ('00000000-0000-4000-8000-200000000000', 'default', 'system', 'system', 'system', 'USD', -100000000 * 10001::bigint, null);

insert into balances (account_id, tenant, balance, version, updated_at)
select id, tenant, balance, case type when 'system' then 10001 else 1 end, now() from accounts;

create temporary table opening as
select number, uuidv7() as transaction_id, bench_account(number) as account_id
from generate_series(0, 10000) as number;

insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id, user_id,
                          created_at, completed_at)
select transaction_id, 'default', 'account_opening', 'success', 100000000, 'USD', account_id,
       '00000000-0000-4000-8000-200000000000', 'bench-user-' || number, opened, opened
from opening, lateral (select now() as opened) as moment;

insert into ledger (account_id, created_at, version, tenant, transaction_id, amount, balance_after)
select account_id, now(), 1, 'default', transaction_id, 100000000, 100000000 from opening
union all
select '00000000-0000-4000-8000-200000000000', now(), number + 1, 'default', transaction_id, -100000000,
       -100000000::bigint * (number + 1)
from opening;

drop table opening;
