-- A database that was restored may have forgotten deposits. deploy/recovery/auto-deposit-after-restore.sql says from which ledger
-- on; the service asks the chain what went into vaults since, before it decides or sends anything for the wallet.
alter table stellar_wallets
    add column doubt_from bigint,
    add column doubt_until bigint;

comment on column stellar_wallets.doubt_from is
    'after a restore: the ledger from which deposits may have been forgotten; null where none can have been';
comment on column stellar_wallets.doubt_until is
    'the network''s time, in seconds, after which no forgotten transaction can take place; null until it was asked';
