-- The last known state of every user's account, told by the ledger's events. Redis may be emptied at any time; this is
-- what balance_initial is answered from.
create table account_states (
    tenant      text        not null,
    user_id     text        not null,
    account_id  uuid        not null,
    asset       text        not null,
    -- the account's version: gapless in the ledger, only ever replaced by a newer one
    version     bigint      not null,
    balance     numeric     not null,
    -- when the balance became true, by the ledger's clock
    updated_at  timestamptz not null,
    -- when this service first heard of the account; a user's first account is their personal one
    known_since timestamptz not null default clock_timestamp(),
    primary key (tenant, user_id, account_id)
);

alter table account_states enable row level security;
alter table account_states force row level security;
create policy tenant_only on account_states
    using (tenant = current_setting('ballast.tenant', true))
    with check (tenant = current_setting('ballast.tenant', true));

grant select, insert, update on account_states to ${service_role};
