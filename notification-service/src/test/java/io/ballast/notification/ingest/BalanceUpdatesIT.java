package io.ballast.notification.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.notification.LedgerFixture;
import io.ballast.notification.RunningService;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.pubsub.PubSubCommands.RedisSubscriber;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BalanceUpdatesIT extends RunningService {

    @Inject
    RedisDataSource source;

    @Test
    void givenAListenerOfTheReferencesChannel_whenABalanceChanges_thenItHearsTheReferencesJson() {
        // given the example of the reference's documentation
        UUID transaction = UUID.randomUUID();
        String user = "abc123-" + UUID.randomUUID();
        List<String> heard = new CopyOnWriteArrayList<>();
        RedisSubscriber subscriber = source.pubsub(String.class).subscribe("balance:updates", heard::add);

        // when
        LedgerFixture ledger = LedgerFixture.of("default", user);
        publish(ledger.event(new BalanceUpdated(
                user,
                "user",
                UUID.randomUUID(),
                "USD",
                1,
                new BigDecimal("150.00"),
                new BigDecimal("100.00"),
                transaction,
                "topup",
                new BigDecimal("50.00"),
                Instant.parse("2025-11-04T10:30:00Z"))));

        // then
        String expected = "{\"event\":\"balance_updated\",\"userId\":\"" + user
                + "\",\"newBalance\":150.00,\"previousBalance\":100.00,\"transactionId\":\"" + transaction
                + "\",\"transactionType\":\"topup\",\"amount\":50.00,\"timestamp\":\"2025-11-04T10:30:00Z\"}";
        await().until(() -> heard.stream().anyMatch(message -> message.contains(user)));
        assertEquals(
                List.of(expected),
                heard.stream().filter(message -> message.contains(user)).toList());
        subscriber.unsubscribe("balance:updates");
    }

    @Test
    void givenAnotherTenant_whenItsBalanceChanges_thenThatIsOnAChannelOfItsOwn() {
        // given
        List<String> heardByDefault = new CopyOnWriteArrayList<>();
        List<String> heardByAcme = new CopyOnWriteArrayList<>();
        RedisSubscriber ofDefault = source.pubsub(String.class).subscribe("balance:updates", heardByDefault::add);
        RedisSubscriber ofAcme = source.pubsub(String.class).subscribe("tenant:acme:balance:updates", heardByAcme::add);
        LedgerFixture acme = LedgerFixture.of("acme", "user-" + UUID.randomUUID());
        LedgerFixture ours = LedgerFixture.newUser();

        // when
        publish(acme.change("5.00"), acme.failed("7.00", "rejected"), ours.change("1.00"));

        // then
        await().until(() -> heardByAcme.size() == 2);
        await().until(() -> heardByDefault.stream().anyMatch(message -> message.contains(ours.userId())));
        assertEquals(
                0,
                heardByDefault.stream()
                        .filter(message -> message.contains(acme.userId()))
                        .count());
        String failed = heardByAcme.get(1);
        assertTrue(failed.startsWith("{\"event\":\"transaction_failed\",\"userId\":\"" + acme.userId()), failed);
        assertTrue(failed.contains("\"newBalance\":5.00"), failed);
        ofDefault.unsubscribe("balance:updates");
        ofAcme.unsubscribe("tenant:acme:balance:updates");
    }
}
