package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.PgObservations;
import io.ballast.chainbalance.refresh.ReadKey;
import io.ballast.chainbalance.refresh.RefreshLanes;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.chainbalance.wallet.Owner;
import io.ballast.chainbalance.wallet.PgWallets;
import io.ballast.chainbalance.wallet.Wallet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Gathers what is stored of an owner's wallets, and asks for a refresh of what is old. Never waits for a chain. */
@ApplicationScoped
public class OwnerBalances {

    private final RowSecurity rowSecurity;
    private final PgWallets wallets;
    private final PgObservations observations;
    private final RefreshLanes lanes;
    private final BalanceConfig config;
    private final Optional<ChainReader> reader;

    OwnerBalances(
            RowSecurity rowSecurity,
            PgWallets wallets,
            PgObservations observations,
            RefreshLanes lanes,
            ChainReaders readers,
            BalanceConfig config) {
        this.rowSecurity = rowSecurity;
        this.wallets = wallets;
        this.observations = observations;
        this.lanes = lanes;
        this.config = config;
        this.reader = readers.of(new ChainNetwork("evm", config.network()));
    }

    /** A view with whether a refresh of one of its wallets is on its way. */
    record Answer(BalanceView view, boolean updating) {}

    Uni<Answer> of(String tenant, Owner owner) {
        return rowSecurity
                .read(tenant, connection -> stored(connection, tenant, owner))
                .map(this::answer);
    }

    private Uni<List<WalletValues>> stored(SqlConnection connection, String tenant, Owner owner) {
        return wallets.ofOwner(connection, tenant, owner)
                .map(this::counting)
                .chain(counting -> values(connection, tenant, counting));
    }

    private List<Wallet> counting(List<Wallet> all) {
        return all.stream()
                .filter(wallet -> reader.map(ChainReader::network)
                        .filter(wallet.network()::equals)
                        .isPresent())
                .toList();
    }

    private Uni<List<WalletValues>> values(SqlConnection connection, String tenant, List<Wallet> counting) {
        List<UUID> ids = counting.stream().map(Wallet::id).toList();
        return observations
                .load(connection, tenant, ids)
                .map(stored ->
                        counting.stream().map(wallet -> values(wallet, stored)).toList());
    }

    private WalletValues values(Wallet wallet, Map<ReadKey, Observation> stored) {
        List<ChainRead> reads = reader.stream()
                .flatMap(chain -> chain.readsFor(wallet.role(), wallet.address()).stream())
                .filter(read -> config.assets().contains(read.asset().symbol()))
                .toList();
        return new WalletValues(
                wallet.id(),
                wallet.role(),
                wallet.address(),
                expected(wallet, reads.stream().filter(ChainRead.BalanceOf.class::isInstance), stored),
                expected(wallet, reads.stream().filter(ChainRead.AllowanceOf.class::isInstance), stored));
    }

    private static List<ExpectedValue> expected(
            Wallet wallet, Stream<ChainRead> reads, Map<ReadKey, Observation> stored) {
        return reads.map(read -> {
                    ReadKey key = ReadKey.of(wallet.id(), read);
                    return stored.getOrDefault(
                            key, Observation.unknown(key, read.asset().decimals()));
                })
                .map(ExpectedValue::new)
                .toList();
    }

    private Answer answer(List<WalletValues> values) {
        Instant now = Instant.now();
        List<UUID> old = values.stream()
                .filter(wallet -> wallet.isToBeRefreshed(now, config.revalidateAfter()))
                .map(WalletValues::id)
                .toList();
        reader.map(ChainReader::network).ifPresent(network -> lanes.request(network, old));
        return new Answer(BalanceView.of(values, now, config.freshFor()), isUpdating(values));
    }

    private boolean isUpdating(List<WalletValues> values) {
        return reader.map(ChainReader::network)
                .filter(network -> values.stream().anyMatch(wallet -> lanes.isUnderWay(network, wallet.id())))
                .isPresent();
    }
}
