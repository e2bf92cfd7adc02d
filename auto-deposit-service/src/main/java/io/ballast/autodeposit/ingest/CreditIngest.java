package io.ballast.autodeposit.ingest;

import io.ballast.autodeposit.credit.CreditRecorder;
import io.ballast.autodeposit.credit.Income;
import io.ballast.autodeposit.ingest.CreditReading.Received;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives income that chain-balance-service tells of to its wallet. */
@ApplicationScoped
class CreditIngest {

    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final CreditRecorder recorder;

    CreditIngest(RowSecurity rowSecurity, PgWallets wallets, CreditRecorder recorder) {
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.recorder = recorder;
    }

    /**
     * Writes the income.
     *
     * @param connection an open transaction with its tenant set; the caller commits it
     */
    Uni<Void> record(SqlConnection connection, Received received) {
        Income income = received.income();
        return rowSecurity
                .actAsService(connection)
                .chain(() -> wallets.known(
                        connection, income.walletId(), received.userId(), received.account(), income.network()))
                .map(known -> known.orElseThrow(
                        () -> new RefusedEventException("another tenant has a wallet " + income.walletId())))
                .invoke(wallet -> requireSame(wallet, received))
                .chain(wallet -> recorder.record(connection, wallet, income));
    }

    private static void requireSame(TrackedWallet wallet, Received received) {
        boolean same = wallet.userId().equals(received.userId())
                && wallet.publicKey().equals(received.account())
                && wallet.network().equals(received.income().network());
        if (!same) {
            throw new RefusedEventException(
                    "the event names another owner, address or network than the wallet " + wallet.id());
        }
    }
}
