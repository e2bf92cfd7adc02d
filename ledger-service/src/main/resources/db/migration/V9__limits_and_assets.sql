-- Assets are data of a tenant. What the installation brings is copied to a tenant when it first needs one.
alter table accounts no force row level security;

alter table assets rename to default_assets;
alter table accounts drop constraint accounts_asset_fkey;

create table assets (
    tenant     text        not null,
    code       text        not null check (code ~ '^[A-Z0-9]{2,16}$'),
    scale      smallint    not null check (scale between 0 and 18),
    name       text        not null check (length(name) between 1 and 100),
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, code)
);

insert into assets (tenant, code, scale, name)
select t.tenant, d.code, d.scale, d.name
from (select distinct tenant from accounts) t
cross join default_assets d;

alter table accounts add constraint accounts_asset foreign key (tenant, asset) references assets (tenant, code);

-- What was changed of an account after it was opened, by whom: written in the transaction of the change.
create table account_changes (
    id         bigint      generated always as identity,
    tenant     text        not null,
    account_id uuid        not null references accounts (id),
    changed_at timestamptz not null,
    changed_by text        not null,
    what       text        not null check (what in ('floor', 'ceiling', 'status')),
    from_value text,
    to_value   text,
    primary key (account_id, id)
);

create function refuse_change_of_account_changes() returns trigger
    language plpgsql as $$
begin
    raise exception 'account_changes is append-only' using errcode = 'restrict_violation';
end
$$;

create trigger account_changes_are_append_only
    before update or delete on account_changes
    for each row execute function refuse_change_of_account_changes();

create trigger account_changes_are_not_truncated
    before truncate on account_changes
    for each statement execute function refuse_change_of_account_changes();

do $$
declare
    name text;
begin
    foreach name in array array['assets', 'account_changes'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy tenant on %I using (tenant = current_setting(''ballast.tenant'', true))', name);
    end loop;
end
$$;

grant select, insert, update (name) on assets to ${service_role};
grant select, insert on account_changes to ${service_role};

alter table accounts force row level security;
