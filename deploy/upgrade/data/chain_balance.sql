insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)
values ('00000000-0000-0000-0000-000000000001', 'default', 'user', 'alice', 'evm', 'local', '0x0000000000000000000000000000000000000001', 'derived');
insert into chain_balances (wallet_id, tenant, asset, raw, decimals, version, block_height, finality, source, as_of, checked_at)
values ('00000000-0000-0000-0000-000000000001', 'default', 'USDC', 115792089237316195423570985008687907853269984665640564039457584007913129639935, 6, 7, 12, 'latest', 'rpc', now(), now());
insert into wallet_refreshes (wallet_id, tenant, chain, network, due_at)
values ('00000000-0000-0000-0000-000000000001', 'default', 'evm', 'local', now() + interval '1 day');
