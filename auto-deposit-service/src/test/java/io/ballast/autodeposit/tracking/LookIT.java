package io.ballast.autodeposit.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.security.RowSecurity;
import io.ballast.events.outbox.Outbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From where the chain is to be asked is forgotten only as far as it was asked. */
@QuarkusTest
class LookIT extends RunningService {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final UUID wallet = UUID.randomUUID();

    @Inject
    Outbox outbox;

    @Inject
    PgWallets wallets;

    @Inject
    RowSecurity rowSecurity;

    @BeforeEach
    void givenAWalletWhoseBalanceGrewInLedger100() {
        database.update("""
                insert into stellar_wallets (id, tenant, user_id, public_key, network, balance_height, look_from)
                values (?, 'default', ?, ?, 'x', 100, 95)
                """, wallet, user, "G" + wallet);
    }

    @Test
    void givenALook_whenNothingHappenedMeanwhile_thenNothingIsLeftToAsk() {
        assertTrue(looked(95, 100));
        assertNull(lookFrom());
    }

    @Test
    void givenALook_whenTheBalanceGrewAgainMeanwhile_thenTheLaterLedgersAreStillToBeAsked() {
        // given: the event found the first one still noted
        database.update("update stellar_wallets set balance_height = 103 where id = ?", wallet);

        // when, then
        assertFalse(looked(95, 101));
        assertEquals(102L, lookFrom());

        // when, then
        assertTrue(looked(102, 103));
        assertNull(lookFrom());
    }

    @Test
    void givenAServerThatIsBehind_whenItWasAsked_thenAllIsStillToBeAsked() {
        assertFalse(looked(95, 90));
        assertEquals(95L, lookFrom());
    }

    @Test
    void givenALook_whenAnEarlierLedgerWasNotedMeanwhile_thenItStays() {
        // given
        database.update("update stellar_wallets set look_from = 80 where id = ?", wallet);

        // when
        looked(95, 100);

        // then
        assertEquals(80L, lookFrom());
    }

    private boolean looked(long from, long upTo) {
        return outbox.inTransaction(
                        "default",
                        tx -> rowSecurity
                                .actAsService(tx.connection())
                                .chain(() -> wallets.looked(tx.connection(), wallet, from, upTo)))
                .await()
                .atMost(BOUND);
    }

    private Object lookFrom() {
        return database.wallet(wallet).get("look_from");
    }
}
