-- Assets are data of the installation, not of a tenant: no tenant column, no policy, read only for the service.
create table assets (
    code  text     primary key check (code ~ '^[A-Z0-9]{2,16}$'),
    scale smallint not null check (scale between 0 and 18),
    name  text     not null
);

insert into assets (code, scale, name) values ('USD', 2, 'US dollar');

-- `balance` is the reference's cached backup of the row in `balances`. Nothing that a posting changes is indexed, and the
-- pages keep room, so that every posting is a heap-only update.
create table accounts (
    id         uuid        primary key,
    tenant     text        not null,
    owner_type text        not null check (owner_type in ('user', 'community', 'company', 'system')),
    owner_id   text        not null check (length(owner_id) between 1 and 128),
    type       text        not null check (type in ('personal', 'company', 'system')),
    asset      text        not null references assets (code),
    balance    bigint      not null default 0,
    status     text        not null default 'active' check (status in ('active', 'frozen', 'closed')),
    created_at timestamptz not null default clock_timestamp(),
    constraint accounts_owner unique (tenant, owner_type, owner_id, type, asset)
) with (fillfactor = 70);

-- The balance that counts. Its row lock is the lock of the account: a posting takes the locks of all its accounts in order
-- of account_id, then reads, in a later statement, what they protect.
create table balances (
    account_id uuid   primary key references accounts (id),
    tenant     text   not null,
    balance    bigint not null,
    version    bigint not null check (version >= 0)
) with (fillfactor = 70);

-- What a user sees. `amount` is signed as `account_id` sees it. `user_id` asked for it, `processed_by` decided it.
-- No foreign keys to accounts here and in `ledger`: the posting has just locked and read the accounts, and a check of each row
-- would lock them once more.
create table transactions (
    id                      uuid        primary key,
    tenant                  text        not null,
    type                    text        not null,
    status                  text        not null check (status in ('pending', 'success', 'failed')),
    amount                  bigint      not null,
    asset                   text        not null,
    account_id              uuid        not null,
    counterparty_account_id uuid        not null,
    user_id                 text        not null,
    processed_by            text,
    metadata                jsonb       not null default '{}',
    created_at              timestamptz not null,
    completed_at            timestamptz,
    check ((status = 'pending') = (completed_at is null))
) with (fillfactor = 90);

-- The entries. The key is the account's history: a missing version is a missing entry.
create table ledger (
    account_id     uuid        not null,
    version        bigint      not null check (version > 0),
    tenant         text        not null,
    transaction_id uuid        not null,
    amount         bigint      not null check (amount <> 0),
    balance_after  bigint      not null,
    created_at     timestamptz not null,
    primary key (account_id, version)
);

create index ledger_transaction on ledger (transaction_id);

-- The answer that was given under a key, written in the transaction of its effect. `response` is the body, byte for byte.
create table idempotency (
    tenant       text        not null,
    user_id      text        not null,
    key          text        not null check (length(key) between 1 and 255),
    request_hash text        not null,
    status       smallint    not null,
    location     text,
    response     text        not null,
    created_at   timestamptz not null default clock_timestamp(),
    primary key (tenant, user_id, key)
);
