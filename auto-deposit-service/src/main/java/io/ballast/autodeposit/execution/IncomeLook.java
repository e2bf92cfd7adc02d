package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.credit.CreditRecorder;
import io.ballast.autodeposit.credit.Income;
import io.ballast.autodeposit.execution.Networks.Connected;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.stellar.StellarAccounts.Incoming;
import io.ballast.autodeposit.stellar.TransferEvent;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.events.outbox.Outbox;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks the chain itself what came in to a wallet, and writes what was not known. The same transfer found twice is one credit. */
@Startup
@ApplicationScoped
class IncomeLook {

    private static final Logger LOG = Logger.getLogger(IncomeLook.class);

    private final ChainCalls calls;
    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final CreditRecorder recorder;
    private final Counter unexplained;

    IncomeLook(
            ChainCalls calls,
            Outbox outbox,
            RowSecurity rowSecurity,
            PgWallets wallets,
            CreditRecorder recorder,
            MeterRegistry metrics) {
        this.calls = calls;
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.recorder = recorder;
        this.unexplained = Counter.builder("auto_deposit_unexplained_income")
                .description("Balances that grew in ledgers that no server remembers: never deposited")
                .register(metrics);
    }

    /**
     * Looks from that ledger on. Income that nobody can prove any more is told of and left where it is.
     *
     * @return whether all is looked at; false if the balance was seen in a later ledger than the chain told of
     */
    Uni<Boolean> look(String tenant, TrackedWallet wallet, Connected network, long fromLedger) {
        return calls.run(() -> network.accounts().incoming(wallet.publicKey(), fromLedger))
                .invoke(found -> tell(wallet, found, fromLedger))
                .chain(found -> outbox.inTransaction(
                        tenant,
                        transaction -> rowSecurity
                                .actAsService(transaction.connection())
                                .chain(() -> write(
                                        transaction.connection(),
                                        wallet,
                                        fromLedger,
                                        found.orElseGet(() -> nothing(wallet, fromLedger))))));
    }

    /** What can not be proven is given up with the balance that showed it, and nothing that came after. */
    private static Incoming nothing(TrackedWallet wallet, long fromLedger) {
        return new Incoming(List.of(), wallet.balanceHeight().orElse(fromLedger));
    }

    private Uni<Boolean> write(SqlConnection connection, TrackedWallet wallet, long fromLedger, Incoming found) {
        Uni<Void> all = wallets.find(connection, wallet.id()).replaceWithVoid();
        for (TransferEvent event : found.events()) {
            all = all.chain(() -> recorder.record(connection, wallet, income(wallet, event)));
        }
        return all.chain(() -> wallets.looked(connection, wallet.id(), fromLedger, found.upTo()));
    }

    private void tell(TrackedWallet wallet, Optional<Incoming> found, long fromLedger) {
        if (found.isEmpty()) {
            unexplained.increment();
            LOG.warnf("wallet=%s income since ledger %d can not be proven and stays", wallet.id(), fromLedger);
        }
    }

    private static Income income(TrackedWallet wallet, TransferEvent event) {
        return new Income(
                wallet.id(),
                wallet.network(),
                event.id(),
                event.sender(),
                event.amount(),
                event.transactionHash(),
                event.ledger(),
                event.at());
    }
}
