-- A user's personal data is forgotten at the demand of an administrator of the tenant. The service role could not take states
-- away before; row-level security keeps it to the tenant that the function names.
grant delete on account_states to ${service_role};
grant delete on wallet_states to ${service_role};

-- Pushes go with their devices. A revocation stays for as long as a token could be used, which is what it is for.
create function erase_user(of_tenant text, of_user text)
    returns void language plpgsql as $$
begin
    perform set_config('ballast.tenant', of_tenant, true);
    delete from devices where tenant = of_tenant and user_id = of_user;
    delete from pushes where tenant = of_tenant and user_id = of_user;
    delete from notification_preferences where tenant = of_tenant and user_id = of_user;
    delete from account_states where tenant = of_tenant and user_id = of_user;
    delete from wallet_states where tenant = of_tenant and user_id = of_user;
end
$$;
