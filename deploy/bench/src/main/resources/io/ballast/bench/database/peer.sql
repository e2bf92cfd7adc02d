-- What the service is measured against: the best SQL we know that makes the same writes, called by pgbench as the service's
-- role. Rows, columns and the size of what is written are those of the service.

-- The JSON of the two events of an entry, and of the answer that is kept for the key.
create function bench_money(units bigint) returns text
    language sql immutable parallel safe as
$$ select (units * 0.01)::text $$;

create function bench_balance_updated(
    owner text, account uuid, version bigint, balance bigint, amount bigint, transaction uuid, at text) returns text
    language sql immutable parallel safe as
$$ select concat('{"userId":"', owner, '","ownerType":"user","accountId":"', account, '","asset":"USD","version":', version,
                 ',"newBalance":', bench_money(balance), ',"previousBalance":', bench_money(balance - amount),
                 ',"transactionId":"', transaction, '","transactionType":"transfer","amount":', bench_money(amount),
                 ',"timestamp":"', at, '"}') $$;

create function bench_transaction_completed(
    owner text, account uuid, version bigint, balance bigint, amount bigint, transaction uuid, at text) returns text
    language sql immutable parallel safe as
$$ select concat('{"userId":"', owner, '","ownerType":"user","accountId":"', account, '","asset":"USD","version":', version,
                 ',"transactionId":"', transaction, '","transactionType":"transfer","amount":', bench_money(amount),
                 ',"newBalance":', bench_money(balance), ',"timestamp":"', at, '"}') $$;

-- One transfer between two accounts, by their numbers.
create function bench_transfer(payer_number bigint, payee_number bigint, units bigint) returns uuid
    language plpgsql as
$$
declare
    payer uuid := ('00000000-0000-4000-8000-' || (100000000000 + payer_number))::uuid;
    payee uuid := ('00000000-0000-4000-8000-' || (100000000000 + payee_number))::uuid;
    id    uuid := uuidv7();
    trace constant text := '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    first  record;
    second record;
    paying record;
    paid   record;
    limits record;
    at     timestamptz;
    moment text;
    payer_owner text := 'bench-user-' || payer_number;
    payee_owner text := 'bench-user-' || payee_number;
begin
    select account_id, balance, held, version, updated_at into strict first
    from balances where account_id = least(payer, payee) for update;
    select account_id, balance, held, version, updated_at into strict second
    from balances where account_id = greatest(payer, payee) for update;
    if first.account_id = payer then
        paying := first; paid := second;
    else
        paying := second; paid := first;
    end if;
    select p.status as payer_status, p.floor, q.status as payee_status, q.ceiling into strict limits
    from accounts p, accounts q where p.id = payer and q.id = payee and p.asset = q.asset;
    if limits.payer_status <> 'active' or limits.payee_status <> 'active'
       or paying.balance - paying.held - units < limits.floor or paid.balance + units > limits.ceiling then
        raise exception 'refused';
    end if;
    at := greatest(clock_timestamp(), first.updated_at, second.updated_at);
    moment := to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id, user_id,
                              created_at, completed_at)
    values (id, 'default', 'transfer', 'success', -units, 'USD', payer, payee, payer_owner, at, at);
    insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
    values (payer, paying.version + 1, 'default', id, -units, paying.balance - units, at),
           (payee, paid.version + 1, 'default', id, units, paid.balance + units, at);
    update balances set balance = paying.balance - units, version = paying.version + 1, updated_at = at
    where account_id = payer;
    update balances set balance = paid.balance + units, version = paid.version + 1, updated_at = at
    where account_id = payee;
    update accounts set balance = paying.balance - units where accounts.id = payer;
    update accounts set balance = paid.balance + units where accounts.id = payee;
    insert into outbox (tenant, topic, time, size, event_ids, keys, types, subjects, traceparents, data)
    values ('default', 'ledger.balances.v1', at, 4,
            array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid()],
            array['default:' || payer_owner, 'default:' || payer_owner, 'default:' || payee_owner, 'default:' || payee_owner],
            array['balance_updated', 'transaction_completed', 'balance_updated', 'transaction_completed'],
            array[payer::text, id::text, payee::text, id::text],
            array[trace, trace, trace, trace],
            array[bench_balance_updated(payer_owner, payer, paying.version + 1, paying.balance - units, -units, id, moment),
                  bench_transaction_completed(payer_owner, payer, paying.version + 1, paying.balance - units, -units, id, moment),
                  bench_balance_updated(payee_owner, payee, paid.version + 1, paid.balance + units, units, id, moment),
                  bench_transaction_completed(payee_owner, payee, paid.version + 1, paid.balance + units, units, id, moment)]);
    insert into idempotency (tenant, user_id, key, request_hash, status, location, response)
    values ('default', payer_owner, 'pgbench-' || id, '73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049', 201,
            '/transactions/' || id,
            concat('{"id":"', id, '","type":"transfer","status":"success","amount":', bench_money(-units),
                   ',"asset":"USD","accountId":"', payer, '","counterpartyAccountId":"', payee, '","createdAt":"', moment,
                   '","completedAt":"', moment, '","entries":[{"accountId":"', payer, '","version":', paying.version + 1,
                   ',"amount":', bench_money(-units), ',"balanceAfter":', bench_money(paying.balance - units), '}]}'));
    return id;
end
$$;

-- So many transfers between accounts taken at random, in the statements of the service: one a table.
create function bench_batch(size int) returns uuid
    language plpgsql as
$$
declare
    batch uuid := uuidv7();
    ids     uuid[];
    payers  bigint[];
    payees  bigint[];
    units   bigint[];
    at      timestamptz;
    moment  text;
    written int;
    accounts_of uuid[];
    entry_transactions uuid[];
    entry_accounts     uuid[];
    entry_owners       text[];
    entry_amounts      bigint[];
    entry_versions     bigint[];
    entry_balances     bigint[];
begin
    select array_agg(uuidv7()), array_agg(payer), array_agg((payer + 1 + floor(random() * 9998)::bigint) % 10000 + 1),
           array_agg(100 + floor(random() * 900)::bigint)
    into ids, payers, payees, units
    from (select 1 + floor(random() * 10000)::bigint as payer from generate_series(1, size)) as drawn;
    select array_agg(distinct ('00000000-0000-4000-8000-' || (100000000000 + number))::uuid) into accounts_of
    from unnest(payers || payees) as number;

    perform pg_try_advisory_xact_lock(hashtextextended(batch::text, 0));
    perform account_id from balances where account_id = any(accounts_of) order by account_id for update;

    select greatest(clock_timestamp(), max(updated_at)) into at from balances where account_id = any(accounts_of);
    moment := to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

    -- The balance after each entry: the whole batch is refused if one is not covered.
    select array_agg(e.transaction_id order by e.position), array_agg(e.account_id order by e.position),
           array_agg(e.owner order by e.position), array_agg(e.amount order by e.position),
           array_agg(e.version order by e.position), array_agg(e.balance_after order by e.position)
    into strict entry_transactions, entry_accounts, entry_owners, entry_amounts, entry_versions, entry_balances
    from (select l.position, l.transaction_id, l.account_id, l.owner, l.amount,
                 b.version + row_number() over entries_of_account as version,
                 b.balance + sum(l.amount) over entries_of_account as balance_after
          from (select 2 * position - leg as position, id as transaction_id,
                       ('00000000-0000-4000-8000-' || (100000000000 + number))::uuid as account_id,
                       'bench-user-' || number as owner, amount
                from unnest(ids, payers, payees, units) with ordinality as t (id, payer, payee, units, position),
                     lateral (values (1, payer, -t.units), (0, payee, t.units)) as legs (leg, number, amount)) as l
          join balances b on b.account_id = l.account_id
          join accounts a on a.id = l.account_id and a.status = 'active'
          window entries_of_account as (partition by l.account_id order by l.position)) as e;
    if array_length(entry_balances, 1) <> 2 * size or 0 > any(entry_balances) then
        raise exception 'refused';
    end if;

    insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id, user_id,
                              created_at, completed_at)
    select t.id, 'default', 'transfer', 'success', -t.units, 'USD',
           ('00000000-0000-4000-8000-' || (100000000000 + t.payer))::uuid,
           ('00000000-0000-4000-8000-' || (100000000000 + t.payee))::uuid, 'bench-service', at, at
    from unnest(ids, payers, payees, units) as t (id, payer, payee, units);

    insert into ledger (account_id, version, tenant, transaction_id, amount, balance_after, created_at)
    select e.account_id, e.version, 'default', e.transaction_id, e.amount, e.balance_after, at
    from unnest(entry_accounts, entry_versions, entry_transactions, entry_amounts, entry_balances)
        as e (account_id, version, transaction_id, amount, balance_after);

    update balances b set balance = n.balance_after, version = n.version, updated_at = at
    from (select distinct on (account_id) account_id, version, balance_after
          from unnest(entry_accounts, entry_versions, entry_balances) as e (account_id, version, balance_after)
          order by account_id, version desc) as n
    where b.account_id = n.account_id;
    update accounts a set balance = n.balance_after
    from (select distinct on (account_id) account_id, balance_after
          from unnest(entry_accounts, entry_versions, entry_balances) as e (account_id, version, balance_after)
          order by account_id, version desc) as n
    where a.id = n.account_id;

    insert into outbox (tenant, topic, time, size, event_ids, keys, types, subjects, traceparents, data)
    select 'default', 'ledger.balances.v1', at, count(*), array_agg(gen_random_uuid()),
           array_agg('default:' || e.owner order by e.position, event.place),
           array_agg(event.type order by e.position, event.place),
           array_agg(event.subject::text order by e.position, event.place),
           array_agg('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'::text),
           array_agg(event.data order by e.position, event.place)
    from unnest(entry_accounts, entry_owners, entry_versions, entry_transactions, entry_amounts, entry_balances)
             with ordinality as e (account_id, owner, version, transaction_id, amount, balance, position),
         lateral (values
             (1, 'balance_updated', e.account_id,
              bench_balance_updated(e.owner, e.account_id, e.version, e.balance, e.amount, e.transaction_id, moment)),
             (2, 'transaction_completed', e.transaction_id,
              bench_transaction_completed(e.owner, e.account_id, e.version, e.balance, e.amount, e.transaction_id, moment)))
             as event (place, type, subject, data)
    group by (e.position - 1) / 250;
    get diagnostics written = row_count;
    if written <> ceil(size / 125.0) then
        raise exception 'half written';
    end if;

    insert into idempotency (tenant, user_id, key, request_hash, status, location, response)
    select 'default', 'bench-service', 'pgbench-' || batch,
           '73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049', 200, null,
           concat('{"mode":"independent","posted":', size, ',"refused":0,"results":[', string_agg(result, ','), ']}')
    from (select concat('{"index":', (position - 1) / 2, ',"status":"posted","transactionId":"', min(transaction_id::text),
                        '","entries":[', string_agg(concat('{"accountId":"', account_id, '","version":', version, ',"amount":',
                                                           bench_money(amount), ',"balanceAfter":', bench_money(balance), '}'),
                                                    ','), ']}') as result
          from unnest(entry_transactions, entry_accounts, entry_versions, entry_amounts, entry_balances)
              with ordinality as e (transaction_id, account_id, version, amount, balance, position)
          group by (position - 1) / 2
          order by (position - 1) / 2) as results;
    return batch;
end
$$;

grant execute on function bench_transfer(bigint, bigint, bigint), bench_batch(int) to :service_role;
