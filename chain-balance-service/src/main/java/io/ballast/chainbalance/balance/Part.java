package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.KnownValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Some values taken together.
 *
 * @param amount empty if one of the values is unknown: a sum that leaves one out would be an invented number
 * @param status the worst of the values' statuses
 * @param asOf when the oldest of them was true; empty if nothing is known
 */
record Part(Optional<BigDecimal> amount, Status status, Optional<Instant> asOf) {

    private static final Part ABSENT = new Part(Optional.of(BigDecimal.ZERO), Status.ABSENT, Optional.empty());

    /** Everything the wallets of one role hold; zero, and absent, only if there is no such wallet. */
    static Part balance(List<WalletValues> wallets, Instant now, Duration freshFor) {
        if (wallets.isEmpty()) {
            return ABSENT;
        }
        boolean nothingConfigured =
                wallets.stream().anyMatch(wallet -> wallet.balances().isEmpty());
        List<ExpectedValue> values =
                wallets.stream().flatMap(wallet -> wallet.balances().stream()).toList();
        return nothingConfigured
                ? new Part(Optional.empty(), Status.UNKNOWN, Optional.empty())
                : of(values, BigDecimal::add, now, freshFor);
    }

    /** The smallest allowance: what a spender can count on whichever proxy wallet is used. */
    static Part allowance(List<WalletValues> proxies, Instant now, Duration freshFor) {
        List<ExpectedValue> values =
                proxies.stream().flatMap(wallet -> wallet.allowances().stream()).toList();
        return values.isEmpty() ? ABSENT : of(values, BigDecimal::min, now, freshFor);
    }

    /** Both together. */
    static Part sum(Part one, Part other) {
        Optional<BigDecimal> sum = one.amount().flatMap(a -> other.amount().map(a::add));
        Optional<Instant> oldest =
                Stream.of(one.asOf(), other.asOf()).flatMap(Optional::stream).min(Instant::compareTo);
        return new Part(sum, one.status().worse(other.status()), oldest);
    }

    static Part of(List<ExpectedValue> values, BinaryOperator<BigDecimal> with, Instant now, Duration freshFor) {
        Status status = values.stream()
                .map(value -> value.status(now, freshFor))
                .reduce(Status::worse)
                .orElse(Status.FRESH);
        Optional<BigDecimal> amount = status == Status.UNKNOWN
                ? Optional.empty()
                : values.stream()
                        .flatMap(value -> value.observation().amount().stream())
                        .reduce(with);
        return new Part(amount, status, oldest(values));
    }

    boolean isStale() {
        return status == Status.STALE || status == Status.LAST_KNOWN;
    }

    private static Optional<Instant> oldest(List<ExpectedValue> values) {
        return values.stream()
                .flatMap(value -> value.observation().known().stream())
                .map(KnownValue::asOf)
                .min(Instant::compareTo);
    }
}
