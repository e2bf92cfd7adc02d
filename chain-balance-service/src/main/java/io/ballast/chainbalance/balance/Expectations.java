package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ChainReaders;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.ReadKey;
import io.ballast.chainbalance.wallet.Wallet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Lays what is known of a wallet beside what its network's configuration says is to be known of it. */
@ApplicationScoped
class Expectations {

    private final ChainReaders readers;

    Expectations(ChainReaders readers) {
        this.readers = readers;
    }

    /** Of a network that is configured no more, what was read before: nobody reads it again, so that it ages. */
    List<OwnedValues> of(KnownOwner owner) {
        return owner.laidOut(this::layOut);
    }

    private OwnedValues layOut(KnownWallet known) {
        return readers.of(known.wallet().network())
                .map(reader -> expected(reader, known))
                .orElseGet(() -> remembered(known));
    }

    private static OwnedValues expected(ChainReader reader, KnownWallet known) {
        Wallet wallet = known.wallet();
        Map<ReadKey, Observation> stored =
                known.observations().stream().collect(Collectors.toMap(Observation::key, Function.identity()));
        List<ChainRead> reads = reader.readsFor(wallet.role(), wallet.address());
        return values(
                wallet,
                true,
                reads.stream().map(read -> observation(wallet, read, stored)).toList());
    }

    private static OwnedValues remembered(KnownWallet known) {
        return values(known.wallet(), false, known.observations());
    }

    private static OwnedValues values(Wallet wallet, boolean readable, List<Observation> observations) {
        Predicate<Observation> isBalance = observation -> observation.key().isBalance();
        return new OwnedValues(
                wallet,
                readable,
                observations.stream().filter(isBalance).map(ExpectedValue::new).toList(),
                observations.stream()
                        .filter(isBalance.negate())
                        .map(ExpectedValue::new)
                        .toList());
    }

    private static Observation observation(Wallet wallet, ChainRead read, Map<ReadKey, Observation> stored) {
        ReadKey key = ReadKey.of(wallet.id(), read);
        return stored.getOrDefault(key, Observation.unknown(key, read.asset().decimals()));
    }
}
