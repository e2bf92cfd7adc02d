package io.ballast.autodeposit.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.deposit.Wallet;
import io.ballast.infrastructure.StellarSandbox;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that has forgotten deposits, as after a restore: the chain tells of them, and nothing is deposited twice. */
@QuarkusTest
class ForgottenDepositsIT extends RunningService {

    private static final long USDC = 10_000_000;

    private static final String DOUBT = "update stellar_wallets set doubt_from = baseline_height where id = '%1$s'; "
            + "update deposit_work set wakes = wakes + 1, due_at = now() where wallet_id = '%1$s'";

    @AfterEach
    void calm() {
        stellar.skewClock(Duration.ZERO);
    }

    @Test
    void givenAForgottenDeposit_whenTheChainIsAsked_thenItsIncomeIsDepositedNoMoreAndLaterIncomeIs() {
        // given
        Wallet wallet = deposited(10);
        forget(wallet, """
                delete from deposit_transitions where deposit_id in (select id from deposits where wallet_id = '%1$s');
                delete from deposit_allocations where deposit_id in (select id from deposits where wallet_id = '%1$s');
                delete from deposits where wallet_id = '%1$s';
                update credits set allocated = 0 where wallet_id = '%1$s'""");
        wallet.receives(4 * USDC);

        // when
        awaitAsked(wallet);
        assertEquals(List.of(), deposits(wallet));
        settle(wallet);

        // then: of what was forgotten nothing moves again
        awaitState(wallet, "confirmed");
        assertEquals(List.of(new BigDecimal("4.0000000")), amounts(wallet));
        assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
    }

    @Test
    void givenADepositWhoseAttemptsAreForgotten_whenTheChainHasIt_thenItIsThatOne() {
        // given
        Wallet wallet = deposited(10);
        Object hash = deposits(wallet).getFirst().get("transaction_hash");
        forget(wallet, BACK_TO_PLANNED.formatted("%1$s", "10"));

        // when
        awaitAsked(wallet);
        settle(wallet);

        // then
        awaitState(wallet, "confirmed");
        assertEquals(hash, deposits(wallet).getFirst().get("transaction_hash"));
        assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
    }

    @Test
    void givenADepositWhoseSignatureIsForgotten_whenTheSignerRefuses_thenTheChainIsBelieved() {
        // given: what is remembered is a question to the signer, which is answered by a signature of nobody's
        Wallet wallet = deposited(10);
        Object hash = deposits(wallet).getFirst().get("transaction_hash");
        forget(wallet, """
                update deposits set state = 'signing', tries = 0, ledger = null, submitted_at = null, ended_at = null,
                                    attempts = jsonb_set(jsonb_set(attempts, '{0,signed}', 'null'),
                                                         '{0,signRequest}', to_jsonb(repeat('0', 64)))
                 where wallet_id = '%1$s'""");

        // when
        awaitAsked(wallet);
        settle(wallet);

        // then
        awaitState(wallet, "confirmed");
        assertEquals(1, deposits(wallet).size());
        assertEquals(hash, deposits(wallet).getFirst().get("transaction_hash"));
        assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
    }

    @Test
    void givenADepositThatAForgottenOneReplaced_whenTheChainIsAsked_thenItIsGivenUp() {
        // given: 10 were deposited, and what is remembered is a plan for 7 of them
        Wallet wallet = deposited(10);
        forget(wallet, BACK_TO_PLANNED.formatted("%1$s", "7"));

        // when
        awaitAsked(wallet);
        settle(wallet);

        // then
        awaitState(wallet, "failed");
        assertEquals("restored", deposits(wallet).getFirst().get("reason"));
        assertEquals(50 * USDC, stellar.usdcOf(wallet.account()));
    }

    @Test
    void givenServersThatHaveForgotten_whenAsked_thenNothingIsDeposited() {
        // given: no server has a ledger before the first
        Wallet wallet = deposited(10);
        database.update("update stellar_wallets set doubt_from = 0, doubt_until = 0 where id = ?", wallet.id);

        // when
        stellar.calls(StellarSandbox.RPC, true);
        wallet.credited("later", "GSTRANGER", 4 * USDC, "hash");
        eventually().until(() -> stellar.calls(StellarSandbox.RPC, false).getOrDefault("getEvents", 0) > 0);
        eventually().until(() -> resting(wallet));

        // then
        assertEquals(1, deposits(wallet).size());
        assertNotNull(database.wallet(wallet.id).get("doubt_from"));
    }

    private static final String BACK_TO_PLANNED = """
            update deposits set state = 'planned', attempts = '[]', tries = 0, simulation = null, shares = null,
                                transaction_hash = null, ledger = null, submitted_at = null, ended_at = null, amount = %2$s
             where wallet_id = '%1$s'""";

    /** A wallet of 50 whose income was deposited, by a deposit that the service has ended. */
    private Wallet deposited(long usdc) {
        Wallet wallet = Wallet.open(stellar, kafka, user, 50 * USDC);
        eventually().until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        asUser().body("{\"enabled\":true}")
                .put("/v1/deposit-rules/" + wallet.id)
                .then()
                .statusCode(200);
        wallet.receives(usdc * USDC);
        awaitState(wallet, "confirmed");
        return wallet;
    }

    /** In one transaction, so that nobody acts on half of it. */
    private void forget(Wallet wallet, String sql) {
        database.update((sql + "; " + DOUBT).formatted(wallet.id));
    }

    private void awaitAsked(Wallet wallet) {
        eventually().until(() -> database.wallet(wallet.id).get("doubt_until") != null);
    }

    /** The network's time passes; it never goes back, also from one test to the next. */
    private void settle(Wallet wallet) {
        long until = ((Number) database.wallet(wallet.id).get("doubt_until")).longValue();
        stellar.skewClock(Duration.ofSeconds(until + 10 - Instant.now().getEpochSecond()));
        stellar.closeLedger();
        eventually().untilAsserted(() -> assertNull(database.wallet(wallet.id).get("doubt_from")));
    }

    /** The worker has looked, and comes back in some minutes. */
    private boolean resting(Wallet wallet) {
        return database.number(
                        "select count(*) from deposit_work where wallet_id = ? and claim is null and due_at > now() + interval '1 minute'",
                        wallet.id)
                == 1;
    }

    private void awaitState(Wallet wallet, String state) {
        eventually().untilAsserted(() -> assertEquals(state, wallet.state(database)));
    }

    private List<BigDecimal> amounts(Wallet wallet) {
        return deposits(wallet).stream()
                .map(row -> (BigDecimal) row.get("amount"))
                .toList();
    }

    private List<Map<String, Object>> deposits(Wallet wallet) {
        return database.query("select * from deposits where wallet_id = ? order by created_at desc", wallet.id);
    }
}
