-- What a wallet is to its owner is decided by the service, chain by chain; the database keeps the form of the word only.
alter table wallets drop constraint wallets_role_check;
alter table wallets add constraint wallets_role_check check (role ~ '^[a-z][a-z_]{0,31}$');

-- Why a chain that is sure of it holds nothing for the wallet (no account, no trustline, no association): such a raw is
-- 0 because there is nothing that could hold more, which is not the same as an empty purse.
alter table chain_balances add column absence text check (absence is null or raw = 0);
alter table allowances add column absence text check (absence is null or raw = 0);
alter table chain_balance_history add column absence text check (absence is null or raw = 0);
