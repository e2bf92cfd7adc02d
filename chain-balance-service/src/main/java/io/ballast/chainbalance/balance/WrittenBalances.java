package io.ballast.chainbalance.balance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Answers of {@code GET /api/balance} as they are sent. One that would say the same as the one before is not written again: it is of the
 * very same state of the wallets, and no value has become stale since.
 */
@ApplicationScoped
class WrittenBalances {

    private final ObjectMapper mapper;

    WrittenBalances(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * The answer's text. Not to be changed.
     *
     * @param freshFor how old a value may be that is not stale, for who asks for nothing special
     * @param view what is written, always the same of the same state of the same wallets
     */
    byte[] of(OwnerBalances.Answer answer, Duration freshFor, Function<OwnerBalances.Answer, BalanceResponse> view) {
        if (!answer.freshness().equals(Freshness.ANY) || answer.live()) {
            return json(view.apply(answer));
        }
        Optional<WrittenBalance> before = answer.known().written();
        if (before.isPresent() && before.get().holds(answer.now(), answer.updating())) {
            return before.get().json();
        }
        byte[] json = json(view.apply(answer));
        answer.known().written(new WrittenBalance(json, answer.updating(), answer.now(), until(answer, freshFor)));
        return json;
    }

    private static Instant until(OwnerBalances.Answer answer, Duration freshFor) {
        return answer.wallets().stream()
                .flatMap(wallet -> Stream.concat(wallet.balances().stream(), wallet.allowances().stream()))
                .map(value -> value.staysUntil(answer.now(), freshFor))
                .reduce(Instant.MAX, (one, other) -> one.isBefore(other) ? one : other);
    }

    private byte[] json(BalanceResponse response) {
        try {
            return mapper.writeValueAsBytes(response);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for a balance", e);
        }
    }
}
