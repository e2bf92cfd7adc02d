package io.ballast.ledger.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.RunningService;
import io.ballast.ledger.TightSettings;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the configuration says so, drift is corrected at once; and everything is proven in the smallest of steps. */
@QuarkusTest
@TestProfile(TightSettings.class)
class CorrectingIT extends RunningService {

    @Inject
    Reconciliation reconciliation;

    @Test
    void givenABalanceThatNobodyPosted_whenReconciled_thenItIsCorrectedAndTheAccountStaysActive() {
        // given
        UUID account = openAccount(user);
        IntStream.range(0, 10).forEach(index -> pay(user, "-1").statusCode(201));
        UUID missing = openAccount(otherUser);
        database.update("update balances set balance = balance + 700, held = 300 where account_id = ?", account);
        database.update("delete from balances where account_id = ?", missing);

        // when
        pass();

        // then
        assertEquals(new BigDecimal("9990.00"), balance(account));
        assertEquals(new BigDecimal("10000.00"), balance(missing));
        assertEquals(
                List.of(
                        Map.of("what", "balance", "resolution", "corrected"),
                        Map.of("what", "held", "resolution", "corrected")),
                database.query(
                        "select what, resolution from drift_reports where account_id = ? order by what", account));
        assertEquals(0, database.number("select held from balances where account_id = ?", account));
        pay(user, "-1").statusCode(201);
        pay(otherUser, "-1").statusCode(201);
        pass();
        assertEquals(0, database.number("select count(*) from drift_reports where resolved_at is null"));
        assertEquals(12, database.number("select version from reconciled_balances where account_id = ?", account));
    }

    private void pass() {
        reconciliation.incremental(TENANT).await().atMost(Duration.ofSeconds(30));
    }
}
