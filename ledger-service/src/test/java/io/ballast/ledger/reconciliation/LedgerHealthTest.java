package io.ballast.ledger.reconciliation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerHealthTest {

    @Test
    void givenTwoTenants_whenTheyAreTakenTogether_thenNothingIsCancelledOut() {
        // given
        LedgerHealth one =
                new LedgerHealth(1, Map.of("USD", BigDecimal.valueOf(5)), Optional.of(Duration.ofSeconds(10)));
        LedgerHealth other = new LedgerHealth(
                2, Map.of("USD", BigDecimal.valueOf(7), "EUR", BigDecimal.ZERO), Optional.of(Duration.ofSeconds(20)));

        // when
        LedgerHealth both = LedgerHealth.OF_NOBODY.and(one).and(other);

        // then
        assertEquals(3, both.driftAccounts());
        assertEquals(Map.of("USD", BigDecimal.valueOf(12), "EUR", BigDecimal.ZERO), both.imbalances());
        assertEquals(Optional.of(Duration.ofSeconds(20)), both.sinceSuccess());
    }

    @Test
    void givenATenantThatWasNeverProven_whenAllAreTakenTogether_thenThereIsNoSuccess() {
        LedgerHealth never = new LedgerHealth(0, Map.of(), Optional.empty());

        assertEquals(Optional.empty(), LedgerHealth.OF_NOBODY.and(never).sinceSuccess());
    }
}
