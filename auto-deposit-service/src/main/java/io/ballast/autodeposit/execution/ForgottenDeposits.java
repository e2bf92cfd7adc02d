package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Deposit;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.deposit.DepositRules;
import io.ballast.autodeposit.deposit.Outcomes.Look;
import io.ballast.autodeposit.deposit.PgDeposits;
import io.ballast.autodeposit.deposit.Progress;
import io.ballast.autodeposit.execution.Networks.Connected;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.autodeposit.stellar.StellarAccounts.IntoVaults;
import io.ballast.autodeposit.stellar.VaultTransfer;
import io.ballast.autodeposit.tracking.PgWallets;
import io.ballast.autodeposit.tracking.TrackedWallet;
import io.ballast.events.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * After a restore the database may have forgotten deposits. Before anything is decided or sent for a wallet the chain is asked
 * what went into vaults since, and income until the newest of what is not known is deposited no more.
 */
@ApplicationScoped
class ForgottenDeposits {

    private static final Logger LOG = Logger.getLogger(ForgottenDeposits.class);

    /** Nothing changes by itself where the servers have forgotten, too. */
    private static final Duration UNPROVABLE_PAUSE = Duration.ofMinutes(10);

    private static final int WAIT = 10;

    private final ChainCalls calls;
    private final Outbox outbox;
    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final PgDeposits deposits;
    private final DepositRecorder recorder;
    private final DepositConfig config;

    ForgottenDeposits(
            ChainCalls calls,
            Outbox outbox,
            RowSecurity rowSecurity,
            PgWallets wallets,
            PgDeposits deposits,
            DepositRecorder recorder,
            DepositConfig config) {
        this.calls = calls;
        this.outbox = outbox;
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.deposits = deposits;
        this.recorder = recorder;
        this.config = config;
    }

    /**
     * Looks once.
     *
     * @param wallet whose deposits are in doubt
     * @return after which pause to look again; empty if nothing is in doubt any more
     */
    Uni<Optional<Duration>> settle(String tenant, TrackedWallet wallet, Optional<Deposit> active, Connected network) {
        long from = wallet.doubtFrom().orElseThrow();
        return calls.run(() -> network.accounts().intoVaults(wallet.publicKey(), from))
                .chain(found -> found.map(all -> isOver(wallet, all)
                                ? settle(tenant, wallet, active, network, all)
                                : await(tenant, wallet, all))
                        .orElseGet(() -> unprovable(wallet, from)));
    }

    private static boolean isOver(TrackedWallet wallet, IntoVaults found) {
        return wallet.doubtUntil().isPresent()
                && found.closedAt() > wallet.doubtUntil().getAsLong();
    }

    /** What was signed and forgotten may be part of a ledger still to come. */
    private Uni<Optional<Duration>> await(String tenant, TrackedWallet wallet, IntoVaults found) {
        return inTransaction(tenant, connection -> wallets.doubtUntil(connection, wallet.id(), found.settledAt()))
                .replaceWith(Optional.of(config.pause().multipliedBy(WAIT)));
    }

    private static Uni<Optional<Duration>> unprovable(TrackedWallet wallet, long from) {
        LOG.errorf(
                "wallet=%s deposits since ledger %d can not be proven or excluded: nothing is deposited",
                wallet.id(), from);
        return Uni.createFrom().item(Optional.of(UNPROVABLE_PAUSE));
    }

    private Uni<Optional<Duration>> settle(
            String tenant, TrackedWallet wallet, Optional<Deposit> active, Connected network, IntoVaults found) {
        return unknown(tenant, wallet, found)
                .chain(unknown -> decide(active, network, unknown)
                        .chain(decided -> decided
                                ? write(tenant, wallet, unknown).replaceWith(Optional.<Duration>empty())
                                : Uni.createFrom().item(Optional.of(config.pause()))));
    }

    private Uni<List<VaultTransfer>> unknown(String tenant, TrackedWallet wallet, IntoVaults found) {
        List<String> hashes =
                found.transfers().stream().map(VaultTransfer::transactionHash).toList();
        return inTransaction(tenant, connection -> deposits.unknown(connection, wallet.id(), hashes))
                .map(unknown -> found.transfers().stream()
                        .filter(transfer -> unknown.contains(transfer.transactionHash()))
                        .toList());
    }

    /**
     * A deposit that was never tried, as far as is known, is one of those on the chain, or was given up before them. One that was tried
     * is looked up by its own transactions. False if somebody else wrote meanwhile.
     */
    private Uni<Boolean> decide(Optional<Deposit> active, Connected network, List<VaultTransfer> unknown) {
        return active.filter(deposit -> deposit.progress().state().isUnderWay())
                .map(deposit -> deposit.progress().attempts().isEmpty()
                        ? decideUntried(deposit, network, unknown)
                        : decideTried(deposit))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    private Uni<Boolean> decideUntried(Deposit deposit, Connected network, List<VaultTransfer> unknown) {
        return unknown.isEmpty()
                ? Uni.createFrom().item(true)
                : calls.run(() -> found(deposit, network, unknown))
                        .chain(progress -> recorder.record(deposit, progress));
    }

    private Uni<Boolean> decideTried(Deposit deposit) {
        return DepositRules.maybeSent(deposit.progress())
                .map(progress -> recorder.record(deposit, progress))
                .orElseGet(() -> Uni.createFrom().item(true));
    }

    private static Progress found(Deposit deposit, Connected network, List<VaultTransfer> unknown)
            throws ChainUnavailable {
        for (VaultTransfer transfer : unknown) {
            Optional<BigInteger> shares =
                    network.chain().receipt(deposit.order(), transfer.transactionHash(), transfer.ledger());
            if (shares.isPresent()) {
                Look.Succeeded look = new Look.Succeeded(transfer.transactionHash(), transfer.ledger());
                return DepositRules.foundAgain(deposit.progress(), look, shares.get());
            }
        }
        return DepositRules.overtakenByForgotten(deposit.progress());
    }

    private Uni<Void> write(String tenant, TrackedWallet wallet, List<VaultTransfer> unknown) {
        unknown.forEach(transfer -> LOG.warnf(
                "wallet=%s deposited by %s in ledger %d, which was forgotten: income until then stays",
                wallet.id(), transfer.transactionHash(), transfer.ledger()));
        return inTransaction(
                tenant,
                connection -> wallets.settle(
                        connection,
                        wallet.id(),
                        wallet.doubtFrom().orElseThrow(),
                        unknown.stream().mapToLong(VaultTransfer::ledger).max()));
    }

    private <T> Uni<T> inTransaction(String tenant, Function<SqlConnection, Uni<T>> work) {
        return outbox.inTransaction(
                tenant,
                transaction -> rowSecurity
                        .actAsService(transaction.connection())
                        .chain(() -> work.apply(transaction.connection())));
    }
}
