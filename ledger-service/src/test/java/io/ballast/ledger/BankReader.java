package io.ballast.ledger;

import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.sql.SQLException;

/** Sums all balances and all entries, each in one snapshot, again and again: both are zero at every moment. */
final class BankReader implements Runnable {

    private final PostgresServer postgres;
    private volatile boolean stopped;
    private volatile int sums;

    BankReader(PostgresServer postgres) {
        this.postgres = postgres;
    }

    @Override
    public void run() {
        while (!stopped) {
            readUntilDisconnected();
        }
    }

    void stop() {
        stopped = true;
    }

    int sums() {
        return sums;
    }

    private void readUntilDisconnected() {
        try (ServiceDatabase database = new ServiceDatabase(postgres.connect(RunningService.DATABASE))) {
            while (!stopped) {
                requireZero(database.number("""
                        select (select sum(balance) from balances) + (select count(*) from (
                            select b.account_id from balances b
                            where b.balance <> (select l.balance_after from ledger l
                                                where l.account_id = b.account_id
                                                order by l.created_at desc, l.version desc limit 1)) torn)"""));
                sums = sums + 1;
            }
        } catch (SQLException | ServiceDatabase.SqlFailed killed) {
            Thread.onSpinWait();
        }
    }

    private static void requireZero(long sum) {
        if (sum != 0) {
            throw new IllegalStateException("All balances together are " + sum);
        }
    }
}
