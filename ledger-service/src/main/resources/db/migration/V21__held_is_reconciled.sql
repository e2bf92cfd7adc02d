-- What an account keeps back is proven as well: `balances.held` by its open holds, of which there are few among all it has had.
create index holds_open_of_account on holds (account_id) where status = 'open';

alter table drift_reports
    drop constraint drift_reports_what_check,
    add constraint drift_reports_what_check check (what in ('version-gap', 'running-balance', 'missing-balance', 'version',
                                                            'balance', 'backup', 'held'));
