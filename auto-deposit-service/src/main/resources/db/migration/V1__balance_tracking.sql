-- Stellar wallets and the history of their USDC balance, as the reference's migration 007 defines them
-- (stellar-auto-deposit-tracking), with a tenant, and with a user that is a token's `sub` (text) instead of a row of
-- another service's table.
--
-- Who may see and do what is decided by three settings of the transaction:
--   ballast.tenant  the tenant; without it no row is seen
--   ballast.actor   'service' for the background path, 'staff' for an admin or a service who reads; unset or 'user' for a user
--   ballast.user    the user who reads

create table stellar_wallets (
    id                    uuid primary key,
    tenant                text not null check (tenant <> ''),
    user_id               text not null check (user_id <> ''),
    public_key            text not null,
    network               text not null,
    turnkey_wallet_id     text,
    previous_usdc_balance numeric(20, 7) default null,
    version               bigint,
    created_at            timestamp with time zone not null default now(),
    updated_at            timestamp with time zone not null default now(),
    -- The target of the snapshots' foreign key: a snapshot can name neither another tenant's nor another user's wallet.
    unique (tenant, user_id, id)
);

comment on column stellar_wallets.id is 'the id under which chain-balance-service publishes the wallet';
comment on column stellar_wallets.previous_usdc_balance is 'the last balance seen; null before the first observation';
comment on column stellar_wallets.version is
    'version of the last chain_balance_changed taken in; null before the first observation';

create table balance_snapshots (
    id                     uuid primary key default gen_random_uuid(),
    tenant                 text not null check (tenant <> ''),
    user_id                text not null,
    wallet_id              uuid not null,
    usdc_balance           numeric(20, 7) not null,
    previous_balance       numeric(20, 7),
    balance_change         numeric(20, 7) generated always as (usdc_balance - coalesce(previous_balance, 0)) stored,
    snapshot_type          text not null default 'poll'
        check (snapshot_type in ('poll', 'webhook', 'manual', 'auto_deposit_trigger')),
    auto_deposit_triggered boolean not null default false,
    deposit_amount         numeric(20, 7),
    transaction_hash       text,
    created_at             timestamp with time zone not null default now(),
    foreign key (tenant, user_id, wallet_id) references stellar_wallets (tenant, user_id, id) on delete cascade
);

comment on column stellar_wallets.updated_at is
    'only ever moves forward, also where the clock does not; gives a snapshot its created_at';

comment on column balance_snapshots.balance_change is
    'the whole balance where previous_balance is null: of a first observation this is no income';

-- The reference's history queries: by user, by wallet, and the user's snapshots that triggered a deposit, newest first.
-- The id makes the order of a page total, so that a cursor neither repeats nor skips a row.
create index balance_snapshots_by_user on balance_snapshots (user_id, created_at desc, id desc);
create index balance_snapshots_by_wallet on balance_snapshots (wallet_id, created_at desc);
create index balance_snapshots_triggered on balance_snapshots (user_id, created_at desc, id desc)
    where auto_deposit_triggered;
create index stellar_wallets_by_user on stellar_wallets (user_id);

alter table stellar_wallets enable row level security;
alter table stellar_wallets force row level security;
alter table balance_snapshots enable row level security;
alter table balance_snapshots force row level security;

-- Restrictive: holds together with whatever else allows a row.
create policy tenant_only on stellar_wallets as restrictive
    using (tenant = current_setting('ballast.tenant', true));
create policy tenant_only on balance_snapshots as restrictive
    using (tenant = current_setting('ballast.tenant', true));

create policy service_reads_and_writes on stellar_wallets
    using (current_setting('ballast.actor', true) = 'service');
create policy service_reads_and_writes on balance_snapshots
    using (current_setting('ballast.actor', true) = 'service');

create policy users_view_their_own on stellar_wallets for select
    using (user_id = current_setting('ballast.user', true));
create policy users_view_their_own on balance_snapshots for select
    using (user_id = current_setting('ballast.user', true));

create policy staff_views on stellar_wallets for select
    using (current_setting('ballast.actor', true) = 'staff');
create policy staff_views on balance_snapshots for select
    using (current_setting('ballast.actor', true) = 'staff');

-- The reference's helper. It runs with the caller's rights: it reaches only wallets of the transaction's tenant, and
-- changes one only on the background path (ballast.actor = 'service'). A user without a wallet changes nothing; with
-- wallets on several networks the reference's signature does not say which, so that is refused.
create function update_previous_usdc_balance(p_user_id text, p_current_balance numeric(20, 7)) returns void
    language plpgsql
    security invoker
as
$$
declare
    changed integer;
begin
    update stellar_wallets
    set previous_usdc_balance = p_current_balance, updated_at = greatest(now(), updated_at)
    where user_id = p_user_id;
    get diagnostics changed = row_count;
    if changed > 1 then
        raise exception 'user has % wallets, which one is meant is not known', changed
            using errcode = 'cardinality_violation';
    end if;
end;
$$;

revoke execute on function update_previous_usdc_balance(text, numeric) from public;
grant execute on function update_previous_usdc_balance(text, numeric) to ${service_role};

-- What was observed stays as it was observed; only a deposit's outcome is added to a snapshot later.
grant select, insert, update on stellar_wallets to ${service_role};
grant select, insert on balance_snapshots to ${service_role};
grant update (snapshot_type, auto_deposit_triggered, deposit_amount, transaction_hash)
    on balance_snapshots to ${service_role};
