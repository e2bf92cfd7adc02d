-- A ledger that was restored to an earlier moment would give versions a second time that it gave after that moment. Whoever has seen
-- them, in an event, in an answer or on a phone, would take the new ones for old. So every account's version is raised once, above
-- all that can have been given. This is where entries are not numbered without gaps, and nowhere else: the entry after
-- `after_version` is `version` + 1. `told_at`: when owners were told what their accounts hold since the restore.
create table version_raises (
    tenant        text        not null,
    account_id    uuid        not null,
    after_version bigint      not null,
    version       bigint      not null check (version > after_version),
    raised_at     timestamptz not null default clock_timestamp(),
    told_at       timestamptz,
    primary key (tenant, account_id, after_version)
);
create index version_raises_untold on version_raises (tenant, account_id) where told_at is null;

alter table version_raises enable row level security;
alter table version_raises force row level security;
create policy tenant on version_raises using (tenant = current_setting('ballast.tenant', true));
create policy tenants_listed on version_raises for select to current_user
    using (current_setting('ballast.listing_tenants', true) = 'on');
grant select, update (told_at) on version_raises to ${service_role};

create function tenants_to_tell_after_restore() returns setof text
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform set_config('ballast.listing_tenants', 'on', true);
    return query select distinct r.tenant from version_raises r where r.told_at is null order by 1;
    perform set_config('ballast.listing_tenants', 'off', true);
end
$$;
revoke all on function tenants_to_tell_after_restore() from public;
grant execute on function tenants_to_tell_after_restore() to ${service_role};

-- Open inside of the function only; the service's role gains nothing by setting this.
create policy versions_raised on balances to current_user using (current_setting('ballast.raising_versions', true) = 'on');
create policy versions_raised on version_raises to current_user
    using (current_setting('ballast.raising_versions', true) = 'on');
create policy versions_raised on reconciled_balances to current_user
    using (current_setting('ballast.raising_versions', true) = 'on');

-- What an operator calls as the owner, once after a restore and before the service starts: deploy/docs/recovery.md. The new
-- versions come from the clock, 100,000 a second, so that they lie above those of an earlier restore too, even if the backup
-- is older than that one, and need no more than 15 digits. Returns how many accounts were raised.
create function raise_versions_after_restore() returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    raised_to bigint := floor(extract(epoch from clock_timestamp())) * 100000;
    accounts bigint;
begin
    lock table balances in exclusive mode;
    perform set_config('ballast.raising_versions', 'on', true);
    if exists (select from balances where version >= raised_to or hold_version >= raised_to) then
        raise exception 'the clock is behind versions that were given' using errcode = 'check_violation';
    end if;
    -- An account without an entry since its last raise has one raise, not two; where it was proven, it is proven up to the new one.
    update reconciled_balances p
    set version = raised_to
    from version_raises r
    join balances b on b.tenant = r.tenant and b.account_id = r.account_id and b.version = r.version
    where p.tenant = r.tenant and p.account_id = r.account_id and p.version = r.version;
    update version_raises r
    set version = raised_to, raised_at = clock_timestamp(), told_at = null
    from balances b
    where b.tenant = r.tenant and b.account_id = r.account_id and b.version = r.version;
    insert into version_raises (tenant, account_id, after_version, version)
    select b.tenant, b.account_id, b.version, raised_to
    from balances b
    where not exists (select from version_raises r
                      where r.tenant = b.tenant and r.account_id = b.account_id and r.version = raised_to);
    update balances set version = raised_to, hold_version = raised_to;
    get diagnostics accounts = row_count;
    perform set_config('ballast.raising_versions', 'off', true);
    return accounts;
end
$$;
revoke all on function raise_versions_after_restore() from public;
