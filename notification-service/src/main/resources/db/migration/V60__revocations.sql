-- Tokens that are no longer to be accepted although their time is not over. Every replica reads all of them, twice a second:
-- who opens a socket, or has one open, is then checked without asking anybody.
create table revocations (
    number       bigint generated always as identity primary key,
    tenant       text        not null,
    user_id      text        not null,
    -- one token's jti; empty for all of the user's tokens that were issued until issued_until
    token_id     text        not null default '',
    issued_until timestamptz not null,
    -- when the last token concerned has expired by itself
    kept_until   timestamptz not null,
    created_at   timestamptz not null default clock_timestamp(),
    -- who asked for it
    created_by   text        not null
);

alter table revocations enable row level security;
alter table revocations force row level security;
create policy tenant_writes on revocations for insert
    with check (tenant = current_setting('ballast.tenant', true));
-- The service itself must know them all; no request shows them to anybody.
create policy service_reads on revocations for select using (true);
create policy service_forgets on revocations for delete using (kept_until < clock_timestamp());

grant select, insert, delete on revocations to ${service_role};

create function revoke_tokens(
    of_tenant text, of_user text, of_token text, until timestamptz, keep_until timestamptz, by_whom text)
    returns bigint language plpgsql as $$
declare
    made bigint;
begin
    perform set_config('ballast.tenant', of_tenant, true);
    insert into revocations (tenant, user_id, token_id, issued_until, kept_until, created_by)
    values (of_tenant, of_user, of_token, until, keep_until, by_whom)
    returning number into made;
    return made;
end
$$;
