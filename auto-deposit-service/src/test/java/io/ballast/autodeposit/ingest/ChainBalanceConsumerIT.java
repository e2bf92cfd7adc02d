package io.ballast.autodeposit.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.StellarEvents;
import io.ballast.autodeposit.tracking.TrackingJournal;
import io.ballast.events.Event;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.kafka.EventRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Events of one wallet share a partition, so the effect of a later one shows that the earlier ones are done with. */
@QuarkusTest
class ChainBalanceConsumerIT extends RunningService {

    private final StellarEvents wallet = StellarEvents.ofWallet("default", "user-a");
    private final UUID id = wallet.walletId();

    @Inject
    MeterRegistry meters;

    @Test
    void givenAWalletNeverSeen_whenItsBalanceArrives_thenItIsRegisteredWithItsBaseline() {
        kafka.publish(wallet.balance("100", 1));
        awaitSnapshots(1);

        Map<String, Object> row = database.wallet(id);
        assertEquals("default", row.get("tenant"));
        assertEquals("user-a", row.get("user_id"));
        assertEquals(wallet.publicKey(), row.get("public_key"));
        assertEquals("testnet", row.get("network"));
        assertNull(row.get("turnkey_wallet_id"));
        assertEquals(new BigDecimal("100.0000000"), row.get("previous_usdc_balance"));
        assertEquals(1L, row.get("version"));

        Map<String, Object> snapshot = database.snapshots(id).getFirst();
        assertEquals("default", snapshot.get("tenant"));
        assertEquals("user-a", snapshot.get("user_id"));
        assertEquals(new BigDecimal("100.0000000"), snapshot.get("usdc_balance"));
        assertNull(snapshot.get("previous_balance"));
        assertEquals(new BigDecimal("100.0000000"), snapshot.get("balance_change"));
        assertEquals("poll", snapshot.get("snapshot_type"));
        assertEquals(false, snapshot.get("auto_deposit_triggered"));
        assertNull(snapshot.get("deposit_amount"));
        assertNull(snapshot.get("transaction_hash"));
    }

    @Test
    void givenAKnownWallet_whenItsBalanceMoves_thenEachSnapshotHoldsWhatWasKnownBefore() {
        kafka.publish(
                wallet.balance("100", 1),
                wallet.balance("150.5", 2),
                wallet.balance("0.0000001", 3),
                wallet.balance("0.0000001", 4),
                wallet.balance("9999999999999.9999999", 5));
        awaitSnapshots(5);

        assertEquals(
                amounts("100", "150.5", "0.0000001", "0.0000001", "9999999999999.9999999"),
                database.snapshots(id, "usdc_balance"));
        assertEquals(
                amounts(null, "100", "150.5", "0.0000001", "0.0000001"), database.snapshots(id, "previous_balance"));
        assertEquals(
                amounts("100", "50.5", "-150.4999999", "0", "9999999999999.9999998"),
                database.snapshots(id, "balance_change"));
        assertKnown("9999999999999.9999999", 5);
    }

    @Test
    void givenAnEvent_whenItIsDeliveredAgain_thenNothingChanges() {
        Event<ChainBalanceChanged> first = wallet.balance("100", 1);
        Event<ChainBalanceChanged> second = wallet.balance("120", 2);

        kafka.publish(first, first, second, first, second, wallet.balance("130", 3));
        awaitKnown("130", 3);

        assertEquals(amounts("100", "120", "130"), database.snapshots(id, "usdc_balance"));
    }

    @Test
    void givenAKnownVersion_whenAnOlderEventArrives_thenNothingChanges() {
        double stale = count("auto_deposit_observations", "outcome", "stale");

        kafka.publish(wallet.balance("100", 4), wallet.balance("80", 3), wallet.balance("90", 4));
        kafka.publish(wallet.balance("110", 5));
        awaitKnown("110", 5);

        assertEquals(amounts("100", "110"), database.snapshots(id, "usdc_balance"));
        assertEquals(stale + 2, count("auto_deposit_observations", "outcome", "stale"));
    }

    @Test
    void givenAGapInTheVersions_whenTheNewerEventArrives_thenItWinsAndTheGapIsCounted() {
        double gaps = count("auto_deposit_version_gaps");
        double decreases = count("auto_deposit_observations", "outcome", "decrease");

        kafka.publish(wallet.balance("100", 1), wallet.balance("70", 4));
        awaitSnapshots(2);

        assertKnown("70", 4);
        assertEquals(amounts(null, "100"), database.snapshots(id, "previous_balance"));
        eventually().until(() -> count("auto_deposit_version_gaps") == gaps + 1);
        eventually().until(() -> count("auto_deposit_observations", "outcome", "decrease") == decreases + 1);
    }

    @Test
    void givenAnEventOfATrace_whenItsEffectIsLogged_thenTheLineBelongsToThatTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Event<ChainBalanceChanged> gap = wallet.balance("70", 4);
        Event<ChainBalanceChanged> traced = new Event<>(
                gap.id(), gap.source(), gap.time(), gap.tenant(), "00-" + trace + "-00f067aa0ba902b7-01", gap.data());

        try (LogCapture log = LogCapture.of(TrackingJournal.class)) {
            kafka.publish(wallet.balance("100", 1), traced);

            eventually().until(() -> log.hasLine(trace, id.toString()));
        }
    }

    @Test
    void givenOtherChainsAssetsOwnersAndTypes_whenTheirEventsArrive_thenTheDatabaseIsNotTouched() {
        Event<?>[] others = {
            wallet.onChain("evm").balance("1", 1),
            wallet.onChain("hedera").balance("2", 1),
            wallet.ofAsset("XLM").balance("3", 1),
            wallet.ownedBy("community").balance("4", 1),
            wallet.event(credit())
        };

        kafka.publish(others);
        kafka.publish(wallet.balance("100", 1));
        awaitSnapshots(1);

        assertEquals(amounts("100"), database.snapshots(id, "usdc_balance"));
        Object[] ids = Arrays.stream(others).map(Event::id).toArray();
        assertEquals(List.of(), database.query("select * from inbox where event_id in (?, ?, ?, ?, ?)", ids));
    }

    @Test
    void givenAnAmountBeyondTheColumn_whenItArrives_thenItIsDeadLetteredAndChangesNothing() {
        kafka.publish(wallet.balance("100", 1), wallet.balance("10000000000000", 2), wallet.balance("120", 3));
        awaitKnown("120", 3);

        assertEquals(amounts("100", "120"), database.snapshots(id, "usdc_balance"));
        assertEquals(List.of("the amount has more than 13 digits before the point"), deadLetterReasons());
    }

    @Test
    void givenAnEventThatCanNotBeRead_whenItArrives_thenItIsDeadLetteredAndTheNextOneIsTaken() {
        ProducerRecord<String, String> broken = EventRecords.write(wallet.balance("100", 1));
        ProducerRecord<String, String> poison =
                new ProducerRecord<>(broken.topic(), null, null, broken.key(), "{\"newBalance\":", broken.headers());

        kafka.send(poison);
        kafka.publish(wallet.balance("100", 1));
        awaitSnapshots(1);

        assertEquals(List.of("The JSON is no chain_balance_changed"), deadLetterReasons());
    }

    @Test
    void givenAnEventThatNamesAnotherOwner_whenItArrives_thenItIsDeadLetteredAndChangesNothing() {
        kafka.publish(
                wallet.balance("100", 1),
                wallet.ofUser("default", "user-b").balance("900", 2),
                wallet.ofUser("elsewhere", "user-a").balance("900", 2),
                wallet.balance("120", 2));
        awaitKnown("120", 2);

        assertEquals("user-a", database.wallet(id).get("user_id"));
        assertEquals(amounts("100", "120"), database.snapshots(id, "usdc_balance"));
        assertEquals(
                List.of(
                        "the event names another owner, address or network than the wallet " + id,
                        "another tenant has a wallet " + id),
                deadLetterReasons());
    }

    private ChainCreditDetected credit() {
        return new ChainCreditDetected(
                id,
                "evm",
                "testnet",
                wallet.publicKey(),
                "custodial",
                "user",
                "user-a",
                "USDC",
                7,
                "0001-0001",
                "GSENDER",
                new BigDecimal("5"),
                "50000000",
                "abc",
                1L,
                "hash",
                "finalized",
                Instant.now());
    }

    private List<String> deadLetterReasons() {
        return kafka.deadLetterReasons(id.toString());
    }

    private void awaitSnapshots(int count) {
        eventually().until(() -> database.snapshots(id).size() == count);
    }

    private void awaitKnown(String balance, long version) {
        eventually().untilAsserted(() -> {
            assertTrue(database.snapshots(id).size() > 1);
            assertKnown(balance, version);
        });
    }

    private void assertKnown(String balance, long version) {
        assertEquals(amount(balance), database.wallet(id).get("previous_usdc_balance"));
        assertEquals(version, database.wallet(id).get("version"));
    }

    private double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    private static List<BigDecimal> amounts(String... decimals) {
        return Arrays.stream(decimals).map(ChainBalanceConsumerIT::amount).toList();
    }

    private static BigDecimal amount(String decimal) {
        return decimal == null ? null : new BigDecimal(decimal).setScale(7);
    }
}
