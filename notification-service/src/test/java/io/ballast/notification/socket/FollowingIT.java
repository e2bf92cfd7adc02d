package io.ballast.notification.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.events.Event;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositTriggered;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.Oracle;
import io.ballast.notification.RunningService;
import io.ballast.notification.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everything a user may follow, in one order on one socket. */
@QuarkusTest
class FollowingIT extends RunningService {

    private final UUID walletId = UUID.randomUUID();

    @Test
    void givenEventsOfAllTopics_whenTheyCome_thenEachIsDeliveredOnceInOneSequence() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            Event<?> triggered = deposit(ledger);
            Event<?> confirmed = ledger.event(new DepositConfirmed(
                    UUID.randomUUID(),
                    walletId,
                    ledger.userId(),
                    "testnet",
                    "vault",
                    "USDC",
                    new BigDecimal("5.0000000"),
                    "hash",
                    "49",
                    7,
                    now()));
            Event<?> chain = chain(ledger, "user", 1, "5.500000");

            publish(chain, triggered, confirmed, ledger.change("1.00"), triggered, chain);
            publish(chain(ledger, "community", 2, "9.000000"), chain(ledger, "user", 2, "0.500000"));

            client.await("balance_updated", 1);
            List<JsonNode> changes = client.await("chain_balance_changed", 2);
            client.await("deposit_confirmed", 1);
            JsonNode change = changes.getFirst().get("data");
            assertEquals("5.500000", change.get("newBalance").asText());
            assertEquals(walletId.toString(), change.get("walletId").textValue());
            assertFalse(change.has("userId"));
            assertEquals(1, client.frames("deposit_triggered").size());
            assertEquals(
                    List.of(1, 2),
                    changes.stream()
                            .map(frame -> frame.get("data").get("version").intValue())
                            .toList());
            Oracle.of(client.frames(), ledger).assertBalance(ledger, "1.00");
        }

        // when it comes back, it is shown what is known of its wallets
        try (SocketClient again = connect(ledger)) {
            JsonNode wallet = again.awaitData("balance_initial").get("wallets").get(0);
            assertEquals("0.500000", wallet.get("balance").asText());
            assertEquals(2, wallet.get("version").intValue());
        }
    }

    @Test
    void givenAnEmptyRedis_whenKafkaDeliversAgain_thenNothingThatHappenedIsToldTwice() {
        LedgerFixture ledger = LedgerFixture.newUser();
        try (SocketClient client = connect(ledger)) {
            Event<?> change = ledger.change("1.00");
            var done = ledger.completed("1.00");
            Event<?> triggered = deposit(ledger);
            publish(change, done, triggered);
            client.await("deposit_triggered", 1);
            client.await("transaction_completed", 1);

            redis.flushAll();
            publish(change, done, triggered, ledger.change("1.00"));

            client.await("balance_initial", 2);
            publish(ledger.insufficient("9.00"), ledger.change("1.00"));
            client.await("balance_insufficient", 1);
            Oracle oracle = new Oracle(Set.of(ledger.accountId().toString())).connection(client.frames());
            oracle.assertTransactions(Set.of(done.data().transactionId().toString()));
            assertEquals(2, oracle.beginnings());
            assertEquals(1, client.frames("deposit_triggered").size());
        }
    }

    private Event<?> deposit(LedgerFixture ledger) {
        return ledger.event(new DepositTriggered(
                UUID.randomUUID(),
                walletId,
                ledger.userId(),
                "testnet",
                "vault",
                "USDC",
                new BigDecimal("5.0000000"),
                new BigDecimal("0.0000000"),
                new BigDecimal("5.0000000"),
                now()));
    }

    private Event<?> chain(LedgerFixture ledger, String ownerType, long version, String balance) {
        return ledger.event(new ChainBalanceChanged(
                walletId,
                "evm",
                "anvil",
                "0x1",
                "derived",
                ownerType,
                ledger.userId(),
                "USDC",
                6,
                version,
                new BigDecimal(balance),
                balance.replace(".", ""),
                null,
                null,
                1L,
                null,
                "latest",
                "blockchain",
                now()));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
