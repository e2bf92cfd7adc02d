package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.refresh.KnownValue;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an owner's wallets hold by what is stored, and how sure that is. Decides; does not read. */
sealed interface BalanceView {

    /** The owner has registered no wallet on this network. */
    record NoWallet() implements BalanceView {}

    /** A balance that would have to be in the sum was never read, so there is no sum. */
    record Unknown(List<WalletState> wallets) implements BalanceView {}

    /**
     * @param allowanceRaw the allowance in the smallest unit
     * @param stale whether a balance or the allowance is older than promised
     * @param asOf when the oldest balance was true
     */
    record Known(
            Part total,
            Part derived,
            Part proxy,
            Part allowance,
            Optional<BigInteger> allowanceRaw,
            boolean stale,
            Instant asOf,
            List<WalletState> wallets)
            implements BalanceView {}

    static BalanceView of(List<WalletValues> all, Instant now, Duration freshFor) {
        List<WalletValues> wallets = all.stream()
                .filter(wallet -> wallet.role() == WalletRole.DERIVED || wallet.role() == WalletRole.PROXY)
                .toList();
        if (wallets.isEmpty()) {
            return new NoWallet();
        }
        List<WalletState> states = wallets.stream()
                .map(wallet -> WalletState.of(wallet, now, freshFor))
                .toList();
        List<WalletValues> proxies = ofRole(wallets, WalletRole.PROXY);
        Part derived = Part.balance(ofRole(wallets, WalletRole.DERIVED), now, freshFor);
        Part proxy = Part.balance(proxies, now, freshFor);
        Part total = Part.sum(derived, proxy);
        if (total.amount().isEmpty()) {
            return new Unknown(states);
        }
        Part allowance = Part.allowance(proxies, now, freshFor);
        return new Known(
                total,
                derived,
                proxy,
                allowance,
                allowance.amount().flatMap(amount -> smallestRaw(proxies)),
                total.isStale() || allowance.isStale(),
                total.asOf().orElseThrow(),
                states);
    }

    private static List<WalletValues> ofRole(List<WalletValues> wallets, WalletRole role) {
        return wallets.stream().filter(wallet -> wallet.role() == role).toList();
    }

    /** Of the same allowance that {@link Part#allowance} shows; zero where there is none. */
    private static Optional<BigInteger> smallestRaw(List<WalletValues> proxies) {
        Stream<ExpectedValue> allowances = proxies.stream().flatMap(wallet -> wallet.allowances().stream());
        return allowances
                .map(ExpectedValue::observation)
                .min(Comparator.comparing(observation -> observation.amount().orElseThrow()))
                .flatMap(observation -> observation.known().map(KnownValue::raw))
                .or(() -> Optional.of(BigInteger.ZERO));
    }
}
