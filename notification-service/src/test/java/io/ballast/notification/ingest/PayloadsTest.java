package io.ballast.notification.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayloadsTest {

    private static final UUID ACCOUNT = new UUID(0, 1);
    private static final UUID TRANSACTION = new UUID(0, 2);
    private static final Instant TIME = Instant.parse("2025-11-04T10:30:00Z");
    private static final BigDecimal BALANCE = new BigDecimal("150.50");
    private static final BigDecimal AMOUNT = new BigDecimal("50.00");

    @Test
    void givenAnEvent_whenItsFrameIsWritten_thenTheReferencesFieldsComeFirst() {
        assertEquals(
                "{\"newBalance\":150.50,\"previousBalance\":100.50,"
                        + "\"transactionId\":\"00000000-0000-0000-0000-000000000002\",\"transactionType\":\"topup\","
                        + "\"amount\":50.00,\"timestamp\":\"2025-11-04T10:30:00Z\","
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"version\":2}",
                Payloads.json(Payloads.Updated.of(updated(TRANSACTION))));
        assertEquals(
                "{\"transactionId\":\"00000000-0000-0000-0000-000000000002\",\"transactionType\":\"topup\","
                        + "\"amount\":50.00,\"newBalance\":150.50,\"timestamp\":\"2025-11-04T10:30:00Z\","
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"version\":2}",
                Payloads.json(Payloads.Completed.of(completed())));
        assertEquals(
                "{\"transactionId\":\"00000000-0000-0000-0000-000000000002\",\"transactionType\":\"topup\","
                        + "\"timestamp\":\"2025-11-04T10:30:00Z\",\"amount\":50.00,\"reason\":\"rejected\","
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\"}",
                Payloads.json(Payloads.Failed.of(failed())));
        assertEquals(
                "{\"requiredAmount\":200.00,\"currentBalance\":150.50,\"shortfall\":49.50,"
                        + "\"timestamp\":\"2025-11-04T10:30:00Z\",\"transactionType\":\"payment\","
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\"}",
                Payloads.json(Payloads.Insufficient.of(insufficient())));
    }

    @Test
    void givenAHold_whenItsFrameIsWritten_thenItTellsWhatCanBeSpent() {
        BigDecimal available = BALANCE.subtract(AMOUNT);
        BalanceHeld placed = new BalanceHeld(
                "user-a",
                "user",
                ACCOUNT,
                "USD",
                2,
                3,
                BALANCE,
                AMOUNT,
                available,
                AMOUNT,
                "placed",
                TRANSACTION,
                TIME);

        assertEquals(
                "{\"balance\":150.50,\"held\":50.00,\"available\":100.50,\"change\":50.00,\"reason\":\"placed\","
                        + "\"holdId\":\"00000000-0000-0000-0000-000000000002\",\"timestamp\":\"2025-11-04T10:30:00Z\","
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"version\":2,"
                        + "\"holdVersion\":3}",
                Payloads.json(Payloads.Held.of(placed)));
    }

    @Test
    void givenAnAccountOpenedWithoutMoney_whenItsFrameIsWritten_thenThereIsNoTransaction() {
        assertEquals(
                "{\"newBalance\":150.50,\"previousBalance\":100.50,\"transactionType\":\"topup\",\"amount\":50.00,"
                        + "\"timestamp\":\"2025-11-04T10:30:00Z\","
                        + "\"accountId\":\"00000000-0000-0000-0000-000000000001\",\"asset\":\"USD\",\"version\":2}",
                Payloads.json(Payloads.Updated.of(updated(null))));
    }

    @Test
    void givenAnEvent_whenItIsWrittenForTheSharedChannel_thenItHasTheReferencesFieldsAndNoOthers() {
        String common = "\"transactionType\":\"topup\",\"amount\":50.00,\"timestamp\":\"2025-11-04T10:30:00Z\"}";
        assertEquals(
                "{\"event\":\"balance_updated\",\"userId\":\"user-a\",\"newBalance\":150.50,\"previousBalance\":100.50,"
                        + "\"transactionId\":\"00000000-0000-0000-0000-000000000002\"," + common,
                Payloads.json(BalanceUpdate.of(updated(TRANSACTION))));
        assertEquals(
                "{\"event\":\"transaction_completed\",\"userId\":\"user-a\",\"newBalance\":150.50,"
                        + "\"transactionId\":\"00000000-0000-0000-0000-000000000002\"," + common,
                Payloads.json(BalanceUpdate.of(completed())));
        assertEquals(
                "{\"event\":\"transaction_failed\",\"userId\":\"user-a\",\"newBalance\":150.50,"
                        + "\"transactionId\":\"00000000-0000-0000-0000-000000000002\"," + common,
                Payloads.json(BalanceUpdate.of(failed(), BALANCE)));
        assertEquals(
                "{\"event\":\"balance_insufficient\",\"userId\":\"user-a\",\"newBalance\":150.50,"
                        + "\"transactionType\":\"payment\",\"amount\":200.00,\"timestamp\":\"2025-11-04T10:30:00Z\"}",
                Payloads.json(BalanceUpdate.of(insufficient())));
    }

    private static BalanceUpdated updated(UUID transaction) {
        BigDecimal previous = BALANCE.subtract(AMOUNT);
        return new BalanceUpdated(
                "user-a", "user", ACCOUNT, "USD", 2, BALANCE, previous, transaction, "topup", AMOUNT, TIME);
    }

    private static TransactionCompleted completed() {
        return new TransactionCompleted(
                "user-a", "user", ACCOUNT, "USD", 2, TRANSACTION, "topup", AMOUNT, BALANCE, TIME);
    }

    private static TransactionFailed failed() {
        return new TransactionFailed("user-a", "user", ACCOUNT, "USD", TRANSACTION, "topup", AMOUNT, "rejected", TIME);
    }

    private static BalanceInsufficient insufficient() {
        BigDecimal required = new BigDecimal("200.00");
        return new BalanceInsufficient(
                "user-a", "user", ACCOUNT, "USD", "payment", required, BALANCE, required.subtract(BALANCE), TIME);
    }
}
