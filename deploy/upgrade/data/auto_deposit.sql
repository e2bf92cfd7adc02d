insert into stellar_wallets (id, tenant, user_id, public_key, network, previous_usdc_balance, version)
values ('00000000-0000-0000-0000-000000000001', 'default', 'alice', 'GALICE', 'testnet', 12.3456789, 3);
insert into balance_snapshots (tenant, user_id, wallet_id, usdc_balance, previous_balance)
values ('default', 'alice', '00000000-0000-0000-0000-000000000001', 12.3456789, 10);
