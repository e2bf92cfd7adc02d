package io.ballast.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.deposit.BalanceAlert;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositSubmitted;
import io.ballast.notification.LedgerFixture;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeTest {

    private static final UUID ID = new UUID(0, 1);

    @Test
    void givenAChange_whenItIsTold_thenOnceAndByItsTransaction() {
        LedgerFixture ledger = LedgerFixture.newUser();

        assertTrue(Notice.of(ledger.change("-50.00").data()).isEmpty());
        Notice notice = Notice.of(ledger.completed("-50.00").data()).orElseThrow();

        assertEquals("-50.00 USD", notice.body());
        assertFalse(notice.always());
        assertEquals(
                "+50.00 USD",
                Notice.of(ledger.completed("50.00").data()).orElseThrow().body());
    }

    @Test
    void givenADeposit_whenItHasEnded_thenItIsToldWhateverItsSize() {
        DepositFailed failed = new DepositFailed(
                ID, ID, "u", "testnet", "V", "USDC", new BigDecimal("1E+2"), "slippage", null, Instant.EPOCH);

        Notice notice = Notice.of(failed).orElseThrow();

        assertEquals(
                new Notice("deposit_failed", "USDC", new BigDecimal("1E+2"), true, "Deposit failed", "100 USDC"),
                notice);
        DepositSubmitted underWay =
                new DepositSubmitted(ID, ID, "u", "testnet", "V", "USDC", BigDecimal.ONE, "h", 1, Instant.EPOCH);
        assertEquals(Optional.empty(), Notice.of(underWay));
    }

    @Test
    void givenAnAlert_whenItIsTold_thenByItsChangeAndWhatIsThereNowWhateverTheThresholds() {
        assertEquals(
                new Notice(
                        "balance_alert",
                        "USDC",
                        new BigDecimal("-25"),
                        true,
                        "Large change of a wallet",
                        "-25 USDC, now 85 USDC"),
                Notice.of(alert("110", "85", "-25")).orElseThrow());
        assertEquals(
                "+25 USDC, now 110 USDC",
                Notice.of(alert("85", "110", "25")).orElseThrow().body());
    }

    private static BalanceAlert alert(String before, String now, String change) {
        return new BalanceAlert(
                ID,
                ID,
                "u",
                "testnet",
                "G",
                "USDC",
                new BigDecimal(before),
                new BigDecimal(now),
                new BigDecimal(change),
                null,
                BigDecimal.TEN,
                null,
                Instant.EPOCH);
    }
}
