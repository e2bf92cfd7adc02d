insert into assets (tenant, code, scale, name) values ('default', 'USD', 2, 'US dollar') on conflict do nothing;
insert into accounts (id, tenant, owner_type, owner_id, type, asset, balance, floor)
values ('00000000-0000-0000-0000-000000000001', 'default', 'system', 'system', 'system', 'USD', -100, null),
       ('00000000-0000-0000-0000-000000000002', 'default', 'user', 'alice', 'personal', 'USD', 100, 0);
insert into balances (account_id, tenant, balance, version)
values ('00000000-0000-0000-0000-000000000001', 'default', -100, 1), ('00000000-0000-0000-0000-000000000002', 'default', 100, 1);
insert into transactions (id, tenant, type, status, amount, asset, account_id, counterparty_account_id, user_id, created_at, completed_at)
values ('00000000-0000-0000-0000-000000000003', 'default', 'topup', 'success', 100, 'USD', '00000000-0000-0000-0000-000000000002',
        '00000000-0000-0000-0000-000000000001', 'alice', now(), now());
insert into ledger (account_id, created_at, version, tenant, transaction_id, amount, balance_after)
values ('00000000-0000-0000-0000-000000000001', now(), 1, 'default', '00000000-0000-0000-0000-000000000003', -100, -100),
       ('00000000-0000-0000-0000-000000000002', now(), 1, 'default', '00000000-0000-0000-0000-000000000003', 100, 100);
