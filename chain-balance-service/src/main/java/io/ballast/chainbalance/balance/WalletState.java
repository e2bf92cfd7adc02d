package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How sure the balance of one wallet is.
 *
 * @param balance null if unknown
 * @param asOf when it was true, or null if unknown
 * @param blockHeight the oldest block it was read at, or null if unknown
 * @param error the stable code of why the last try to read failed, or null if it did not
 */
public record WalletState(
        UUID id,
        String role,
        String address,
        Status status,
        BigDecimal balance,
        Instant asOf,
        Long blockHeight,
        String error) {

    static WalletState of(WalletValues wallet, Instant now, Duration freshFor) {
        Part part = Part.balance(List.of(wallet), now, freshFor);
        List<Observation> observations =
                wallet.balances().stream().map(ExpectedValue::observation).toList();
        return new WalletState(
                wallet.id(),
                wallet.role().code(),
                wallet.address(),
                part.status(),
                part.amount().orElse(null),
                part.asOf().orElse(null),
                oldestBlock(observations).orElse(null),
                firstError(observations).orElse(null));
    }

    private static Optional<Long> oldestBlock(List<Observation> observations) {
        return observations.stream()
                .flatMap(observation -> observation.known().stream())
                .map(KnownValue::blockHeight)
                .min(Long::compare);
    }

    private static Optional<String> firstError(List<Observation> observations) {
        return observations.stream()
                .flatMap(observation -> observation.lastError().stream())
                .findFirst();
    }
}
