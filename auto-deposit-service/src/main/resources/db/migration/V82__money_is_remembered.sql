-- Who deletes a wallet must not delete with it what came in, what was deposited and by which rule: that is the record of money. The
-- service deletes nothing; this holds for whoever may. Snapshots go with their wallet, as the reference defines them.
--
-- What is there is checked by V83, in a transaction that no writer waits for. All tables are taken at the beginning and in the order that
-- the service takes them, or none after some seconds: then this is tried again.
set local lock_timeout = '5s';
lock table stellar_wallets, deposit_rules, deposit_rule_changes, credits, deposits, deposit_allocations, deposit_transitions
    in access exclusive mode;

alter table deposit_rules
    drop constraint deposit_rules_tenant_user_id_wallet_id_fkey,
    add constraint deposit_rules_of_a_wallet foreign key (tenant, user_id, wallet_id)
        references stellar_wallets (tenant, user_id, id) on delete restrict not valid;
alter table credits
    drop constraint credits_tenant_user_id_wallet_id_fkey,
    add constraint credits_of_a_wallet foreign key (tenant, user_id, wallet_id)
        references stellar_wallets (tenant, user_id, id) on delete restrict not valid;
alter table deposits
    drop constraint deposits_tenant_user_id_wallet_id_fkey,
    add constraint deposits_of_a_wallet foreign key (tenant, user_id, wallet_id)
        references stellar_wallets (tenant, user_id, id) on delete restrict not valid;
alter table deposit_allocations
    drop constraint deposit_allocations_deposit_id_fkey,
    drop constraint deposit_allocations_credit_id_fkey,
    add constraint deposit_allocations_of_a_deposit foreign key (deposit_id)
        references deposits (id) on delete restrict not valid,
    add constraint deposit_allocations_of_a_credit foreign key (credit_id)
        references credits (id) on delete restrict not valid;

-- The audit had nothing that kept what it speaks of. It may speak of what is gone already, and is not checked for that.
alter table deposit_transitions
    add constraint deposit_transitions_of_a_deposit foreign key (deposit_id)
        references deposits (id) on delete restrict not valid;
alter table deposit_rule_changes
    add constraint deposit_rule_changes_of_a_wallet foreign key (tenant, user_id, wallet_id)
        references stellar_wallets (tenant, user_id, id) on delete restrict not valid;
