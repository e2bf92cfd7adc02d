-- Income, the rules that move it into the vault, and the deposits that do.
--
-- Who may see and do what is decided as in V1; one more setting of ballast.actor is 'worker': a replica that looks over all
-- tenants for work, and sees deposit_work only.

alter table stellar_wallets
    add column baseline_height bigint,
    add column balance_height bigint,
    add column look_from bigint;

comment on column stellar_wallets.balance_height is 'the ledger of the last balance seen; null where it is not known';
comment on column stellar_wallets.look_from is
    'the balance grew by more than the credits that are known: the ledger from which the chain is to be asked; null otherwise';

comment on column stellar_wallets.baseline_height is
    'the ledger of the first balance seen: what came in until then is part of it, and no income; null before';

-- Balances known before this migration were taken in before the first credit that is recorded from now on.
update stellar_wallets set baseline_height = 0 where previous_usdc_balance is not null;

create table deposit_rules (
    wallet_id         uuid primary key,
    tenant            text not null check (tenant <> ''),
    user_id           text not null,
    network           text not null,
    account           text not null,
    enabled           boolean not null,
    threshold         numeric(20, 7) not null check (threshold > 0),
    floor             numeric(20, 7) not null check (floor >= 0),
    share             integer not null check (share between 1 and 10000),
    cap_per_deposit   numeric(20, 7) check (cap_per_deposit >= threshold),
    cap_per_day       numeric(20, 7) check (cap_per_day >= threshold),
    cool_down_seconds integer not null check (cool_down_seconds >= 0),
    vault             text,
    dry_run           boolean not null,
    own_addresses     text[] not null,
    version           bigint not null,
    updated_at        timestamptz not null default clock_timestamp(),
    foreign key (tenant, user_id, wallet_id) references stellar_wallets (tenant, user_id, id) on delete cascade
);

-- Of all tenants one moves the money of an account: a credit seen by two would otherwise be deposited twice.
create unique index deposit_rules_one_of_an_account on deposit_rules (network, account) where enabled;

-- Who changed what when. Only ever added to.
create table deposit_rule_changes (
    id         bigint generated always as identity primary key,
    tenant     text not null check (tenant <> ''),
    user_id    text not null,
    wallet_id  uuid not null,
    version    bigint not null,
    changed_by text not null,
    before     jsonb,
    after      jsonb not null,
    changed_at timestamptz not null default clock_timestamp(),
    unique (wallet_id, version)
);

create table deposit_pauses (
    tenant     text primary key check (tenant <> ''),
    paused     boolean not null,
    reason     text not null,
    changed_by text not null,
    changed_at timestamptz not null default clock_timestamp()
);

create table deposit_pause_changes (
    id         bigint generated always as identity primary key,
    tenant     text not null check (tenant <> ''),
    paused     boolean not null,
    reason     text not null,
    changed_by text not null,
    changed_at timestamptz not null default clock_timestamp()
);

create table credits (
    id               uuid primary key default gen_random_uuid(),
    tenant           text not null check (tenant <> ''),
    user_id          text not null,
    wallet_id        uuid not null,
    network          text not null,
    chain_event_id   text not null,
    sender           text,
    amount           numeric(20, 7) not null check (amount > 0),
    eligibility      text not null
        check (eligibility in ('eligible', 'from_vault', 'from_own_account', 'rule_off')),
    -- What deposits have taken of it; the database itself refuses to hand out more than came in.
    allocated        numeric(20, 7) not null default 0 check (allocated >= 0 and allocated <= amount),
    transaction_hash text not null,
    height           bigint not null,
    happened_at      timestamptz not null,
    created_at       timestamptz not null default clock_timestamp(),
    check (allocated = 0 or eligibility = 'eligible'),
    unique (wallet_id, network, chain_event_id),
    foreign key (tenant, user_id, wallet_id) references stellar_wallets (tenant, user_id, id) on delete cascade
);

create index credits_open on credits (wallet_id, height, chain_event_id)
    where eligibility = 'eligible' and allocated < amount;
create index credits_by_user on credits (tenant, user_id, created_at desc, id desc);

create table deposits (
    id               uuid primary key,
    tenant           text not null check (tenant <> ''),
    user_id          text not null,
    wallet_id        uuid not null,
    account          text not null,
    network          text not null,
    vault            text not null,
    amount           numeric(20, 7) not null check (amount > 0),
    previous_balance numeric(20, 7) not null,
    current_balance  numeric(20, 7) not null,
    snapshot_id      uuid not null,
    dry_run          boolean not null,
    state            text not null check (state in ('planned', 'simulated', 'built', 'signing', 'signed', 'submitted',
                                                    'expired', 'confirmed', 'failed', 'held', 'dry_run')),
    reason           text,
    simulation       text,
    shares           numeric(39, 0),
    attempts         jsonb not null,
    tries            integer not null,
    transaction_hash text,
    ledger           bigint,
    version          bigint not null,
    created_at       timestamptz not null default clock_timestamp(),
    updated_at       timestamptz not null default clock_timestamp(),
    submitted_at     timestamptz,
    ended_at         timestamptz,
    foreign key (tenant, user_id, wallet_id) references stellar_wallets (tenant, user_id, id) on delete cascade
);

-- One at a time: what is held counts until somebody has looked.
create unique index deposits_one_of_a_wallet on deposits (wallet_id) where state not in ('confirmed', 'failed', 'dry_run');
create index deposits_by_user on deposits (tenant, user_id, created_at desc, id desc);
create index deposits_by_state on deposits (tenant, user_id, state, created_at desc, id desc);
create index deposits_of_a_day on deposits (wallet_id, created_at desc);

create table deposit_allocations (
    deposit_id uuid not null references deposits (id) on delete cascade,
    credit_id  uuid not null references credits (id) on delete cascade,
    tenant     text not null check (tenant <> ''),
    user_id    text not null,
    consumed   numeric(20, 7) not null check (consumed > 0),
    released   boolean not null default false,
    primary key (deposit_id, credit_id)
);

-- Every state that a deposit was in. Only ever added to.
create table deposit_transitions (
    deposit_id       uuid not null,
    version          bigint not null,
    tenant           text not null check (tenant <> ''),
    user_id          text not null,
    state            text not null,
    reason           text,
    attempt          integer not null,
    transaction_hash text,
    changed_by       text, -- the operator who decided; null where the service did
    at               timestamptz not null default clock_timestamp(),
    primary key (deposit_id, version)
);

-- Wallets that a replica must look at. A replica claims one for a while; whoever comes after it finds what is written.
create table deposit_work (
    wallet_id     uuid primary key,
    tenant        text not null check (tenant <> ''),
    network       text not null,
    account       text not null,
    due_at        timestamptz not null,
    -- A webhook said that something came in: the chain is asked.
    hastened      boolean not null default false,
    -- Counts the reasons to look: one that comes while a replica looks is not forgotten.
    wakes         bigint not null default 0,
    claim         uuid,
    claimed_until timestamptz,
    failures      integer not null default 0,
    plan_after    timestamptz
) with (fillfactor = 70);

create index deposit_work_due on deposit_work (due_at);
create index deposit_work_account on deposit_work (network, account);

-- Webhooks that were taken, so that none is taken twice. They concern no tenant: an account is all they name.
create table webhook_deliveries (
    id          text primary key,
    received_at timestamptz not null default clock_timestamp()
);

create index webhook_deliveries_received_at on webhook_deliveries (received_at);
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy worker on webhook_deliveries using (current_setting('ballast.actor', true) = 'worker');
grant select, insert, delete on webhook_deliveries to ${service_role};

do $$
declare
    name text;
begin
    foreach name in array array['deposit_rules', 'deposit_rule_changes', 'deposit_pauses', 'deposit_pause_changes', 'credits',
                                'deposits', 'deposit_allocations', 'deposit_transitions', 'deposit_work'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
    end loop;
    foreach name in array array['deposit_rules', 'deposit_rule_changes', 'deposit_pauses', 'deposit_pause_changes', 'credits',
                                'deposits', 'deposit_allocations', 'deposit_transitions'] loop
        execute format('create policy tenant_only on %I as restrictive
                            using (tenant = current_setting(''ballast.tenant'', true))', name);
        execute format('create policy service_reads_and_writes on %I
                            using (current_setting(''ballast.actor'', true) = ''service'')', name);
        execute format('create policy staff_views on %I for select
                            using (current_setting(''ballast.actor'', true) = ''staff'')', name);
    end loop;
    foreach name in array array['deposit_rules', 'deposit_rule_changes', 'credits', 'deposits', 'deposit_allocations',
                                'deposit_transitions'] loop
        execute format('create policy users_view_their_own on %I for select
                            using (user_id = current_setting(''ballast.user'', true))', name);
    end loop;
end;
$$;

create policy users_view_the_pause on deposit_pauses for select using (current_setting('ballast.user', true) <> '');
create policy service_of_the_tenant on deposit_work
    using (current_setting('ballast.actor', true) = 'service' and tenant = current_setting('ballast.tenant', true));
create policy worker on deposit_work using (current_setting('ballast.actor', true) = 'worker');

grant select, insert, update on deposit_rules, deposit_pauses, deposits, deposit_work to ${service_role};
grant select, insert on deposit_rule_changes, deposit_pause_changes, deposit_transitions to ${service_role};
grant select, insert on credits, deposit_allocations to ${service_role};
grant update (allocated) on credits to ${service_role};
grant update (released) on deposit_allocations to ${service_role};
