-- :rounds rounds of 10,000 transfers of one unit over the last 150 days: in each, every user pays the next one. So every
-- balance ends as it began, and each entry's version and balance can be told from its place: user 1 pays before being paid,
-- everybody else is paid first. The openings are moved to the beginning.
select make_ledger_partition((date_trunc('month', now()) - make_interval(months => month))::date)
from generate_series(1, 6) as month;

set session_replication_role = replica;
update ledger set created_at = created_at - interval '151 days';
set session_replication_role = origin;
update transactions set created_at = created_at - interval '151 days', completed_at = completed_at - interval '151 days';

alter table ledger drop constraint ledger_key;

create temporary table step as
select interval '150 days' / (:rounds * 10000) as length, now() - interval '150 days' as beginning;

-- A UUID of version 7 that rises with the number.
create function bench_transaction(number bigint) returns uuid
    language sql immutable parallel safe as
$$ select ('01800000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid $$;

insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id, user_id,
                          created_at, completed_at)
select bench_transaction(number), 'default', 'transfer', 'success', -1, 'USD', bench_account(number % 10000 + 1),
       bench_account((number + 1) % 10000 + 1), 'bench-user-' || (number % 10000 + 1),
       beginning + length * number, beginning + length * number
from generate_series(0, :rounds * 10000 - 1) as number, step;

insert into ledger (account_id, created_at, version, tenant, transaction_id, amount, balance_after)
select bench_account(payer), at, 2 * round + case payer when 1 then 2 else 3 end, 'default', id, -1,
       case payer when 1 then 99999999 else 100000000 end
from (select number / 10000 as round, number % 10000 + 1 as payer, beginning + length * number as at,
             bench_transaction(number) as id
      from generate_series(0, :rounds * 10000 - 1) as number, step) as debit
union all
select bench_account(payee), at, 2 * round + case payee when 1 then 3 else 2 end, 'default', id, 1,
       case payee when 1 then 100000000 else 100000001 end
from (select number / 10000 as round, (number + 1) % 10000 + 1 as payee, beginning + length * number as at,
             bench_transaction(number) as id
      from generate_series(0, :rounds * 10000 - 1) as number, step) as credit;

alter table ledger add constraint ledger_key primary key (account_id, created_at, version);

update balances set version = 1 + 2 * :rounds, updated_at = now() - interval '1 minute'
where account_id in (select bench_account(number) from generate_series(1, 10000) as number);

drop table step;
