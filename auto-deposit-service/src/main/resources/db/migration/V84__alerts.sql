-- From which change of a wallet's balance on its user is told.
alter table deposit_rules
    add column alert_amount numeric(20, 7) check (alert_amount > 0),
    add column alert_percent integer check (alert_percent between 1 and 1000);
