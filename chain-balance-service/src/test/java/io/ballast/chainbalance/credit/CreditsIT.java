package io.ballast.chainbalance.credit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.DatabaseFixture;
import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.chainbalance.chain.Asset;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.events.Event;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.chain.ChainCreditReorged;
import io.ballast.events.outbox.Outbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Income as one transaction with the cursor and the events. The network is one that no reader looks at. */
@QuarkusTest
class CreditsIT extends RunningService {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
    private static final Asset USDC = new Asset("USDC", 6);

    @Inject
    RowSecurity rowSecurity;

    @Inject
    Outbox outbox;

    @Inject
    Branches branches;

    @Inject
    CreditConfig config;

    @Any
    @Inject
    Instance<MovementListener> listeners;

    private final ChainNetwork network = new ChainNetwork("evm", "net-" + UUID.randomUUID());
    private final CreditStream stream = new CreditStream(network, "transfers");
    private final String address = newAddress();
    private EventsFixture events;
    private Cursors cursors;
    private Credits credits;

    @BeforeEach
    void givenAStreamThatBegins() {
        events = new EventsFixture(broker.bootstrapServers());
        cursors = replica();
        credits = credits(cursors);
        cursors.start(stream, Cursor.at(100, "0x100")).await().atMost(LONG_ENOUGH);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void givenAnAddressOfSeveralOwners_whenIncomeIsSeen_thenEachIsToldOnceUnderItsTenant() {
        // given
        UUID mine = wallet("tenant-x", "user-x", address, "derived");
        UUID theirs = wallet("tenant-y", "user-y", address, "proxy");

        // when
        Recorded recorded = record(hold(cursors), span(101, credit("0xaa-1", address, 5_000_000, 101)));

        // then
        assertEquals(2, assertInstanceOf(Recorded.Stored.class, recorded).detected());
        Event<?> event = onlyEvent(mine);
        ChainCreditDetected told = (ChainCreditDetected) event.data();
        assertEquals("tenant-x", event.tenant());
        assertEquals("5.000000", told.amount().toPlainString());
        assertEquals("0xaa-1", told.chainEventId());
        assertEquals("0xsender", told.sender());
        assertEquals(101, told.blockHeight());
        assertEquals("user-x", told.userId());
        assertEquals("tenant-y", onlyEvent(theirs).tenant());
        assertEquals(101, cursor().height());
    }

    @Test
    void givenIncomeOfNobodyOrOfAnotherRole_whenSeen_thenNothingIsStoredAndTheCursorGoesOn() {
        // given
        UUID proxy = wallet("tenant-x", "user-x", address, "proxy");
        Credit derivedOnly = new Credit(
                "0xab-1",
                address,
                Optional.empty(),
                USDC,
                Set.of(WalletRole.DERIVED),
                BigInteger.TEN,
                "0xab",
                101,
                Optional.of("0x101"),
                Finality.LATEST,
                Instant.now());

        // when
        record(hold(cursors), span(101, derivedOnly, credit("0xac-1", newAddress(), 1, 101)));

        // then
        assertEquals(101, cursor().height());
        assertEquals(List.of(), database.query("select * from chain_credits where network = ?", network.network()));
        assertEquals(List.of(), events.ofWallet(proxy));
    }

    @Test
    void givenASpanThatWasRecorded_whenItIsSeenAgain_thenNothingIsToldTwice() {
        // given: a span recorded, and its reader lost the answer
        UUID wallet = wallet("tenant-x", "user-x", address, "derived");
        record(hold(cursors), span(101, credit("0xaa-1", address, 5, 101)));

        // when
        Recorded again =
                record(hold(cursors), span(102, credit("0xaa-1", address, 5, 101), credit("0xaa-2", address, 6, 102)));

        // then
        assertEquals(1, assertInstanceOf(Recorded.Stored.class, again).detected());
        eventually().until(() -> events.ofWallet(wallet).size() == 2);
        assertEquals(List.of("0xaa-1", "0xaa-2"), ids(wallet));
    }

    @Test
    void givenAHolder_whenAnotherReplicaWantsTheCursor_thenItGetsItOnlyWhenTheLeaseIsOver() {
        // given
        HeldCursor held = hold(cursors);
        Cursors other = replica();

        // then
        assertTrue(other.hold(stream).await().atMost(LONG_ENOUGH).isEmpty());

        // when
        database.update(
                "update chain_cursors set held_until = now() - interval '1 s' where network = ?", network.network());
        HeldCursor takenOver = hold(other);

        // then: who was overtaken writes nothing
        UUID wallet = wallet("tenant-x", "user-x", address, "derived");
        assertInstanceOf(Recorded.NotHeld.class, record(held, span(101, credit("0xaa-1", address, 5, 101))));
        assertEquals(100, cursor().height());
        Recorded recorded = credits(other)
                .record(takenOver, span(101, credit("0xaa-1", address, 5, 101)))
                .await()
                .atMost(LONG_ENOUGH);
        assertInstanceOf(Recorded.Stored.class, recorded);
        assertEquals("0xaa-1", ((ChainCreditDetected) onlyEvent(wallet).data()).chainEventId());
    }

    @Test
    void givenAHolderThatRecordsOneSpanTwiceAtOnce_whenBothCommit_thenOneOfThemMovesTheCursor() {
        // given
        wallet("tenant-x", "user-x", address, "derived");
        HeldCursor held = hold(cursors);

        // when
        List<CompletableFuture<Recorded>> both = IntStream.range(0, 2)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> record(held, span(101, credit("0xaa-1", address, 5, 101)))))
                .toList();

        // then
        assertEquals(
                1,
                both.stream()
                        .map(CompletableFuture::join)
                        .filter(Recorded.Stored.class::isInstance)
                        .count());
    }

    @Test
    void givenAHolderThatLetsGo_whenAnotherWants_thenItNeedNotWait() {
        // given
        hold(cursors);

        // when
        cursors.letGo(stream).await().atMost(LONG_ENOUGH);

        // then
        assertTrue(replica().hold(stream).await().atMost(LONG_ENOUGH).isPresent());
    }

    @Test
    void givenBlocksThatAreTakenBack_whenReplaced_thenOnlyWhatIsReallyGoneIsWithdrawnAndWhatComesBackIsTold() {
        // given
        UUID wallet = wallet("tenant-x", "user-x", address, "derived");
        record(hold(cursors), span(101, credit("0xaa-1", address, 5, 101)));
        record(hold(cursors), span(102, credit("0xbb-1", address, 7, 102), credit("0xcc-1", address, 9, 102)));

        // when: block 102 is replaced by one that has the one and not the other
        Recorded replaced = record(
                hold(cursors),
                Span.replacing(
                        101, Cursor.at(103, "0x103'"), List.of(credit("0xbb-1", address, 7, 103)), Set.of(address)));

        // then
        assertEquals(1, assertInstanceOf(Recorded.Stored.class, replaced).withdrawn());
        assertEquals(0, ((Recorded.Stored) replaced).detected());
        eventually().until(() -> events.ofWallet(wallet).size() == 4);
        ChainCreditReorged reorged =
                (ChainCreditReorged) events.ofWallet(wallet).getLast().data();
        assertEquals("0xcc-1", reorged.chainEventId());
        assertEquals(102, reorged.reorgedBlockHeight());
        assertEquals("0x102", reorged.reorgedBlockHash());

        // when: it happens after all
        record(hold(cursors), span(104, credit("0xcc-1", address, 9, 104)));

        // then
        eventually().until(() -> events.ofWallet(wallet).size() == 5);
        ChainCreditDetected again =
                (ChainCreditDetected) events.ofWallet(wallet).getLast().data();
        assertEquals("0xcc-1~2", again.chainEventId());
        assertEquals(
                List.of(5L, 7L, 9L),
                database
                        .query(
                                "select raw::bigint as raw from chain_credits where wallet_id = ?"
                                        + " and withdrawn_at is null order by raw",
                                wallet)
                        .stream()
                        .map(row -> row.get("raw"))
                        .toList());
    }

    @Test
    void givenAMovedWallet_whenRecorded_thenItIsDueUntilItHasBeenReadAtThatBlock() {
        // given
        UUID wallet = wallet("tenant-x", "user-x", address, "derived");
        UUID other = wallet("tenant-x", "user-x", newAddress(), "derived");
        database.update(
                "update wallet_refreshes set due_at = now() + interval '1 h' where network = ?", network.network());

        // when
        record(hold(cursors), Span.of(Cursor.at(101, "0x101"), List.of(), Set.of(address)));

        // then
        assertEquals(
                List.of(wallet),
                database
                        .query(
                                "select wallet_id from wallet_refreshes where network = ? and due_at <= now()"
                                        + " and moved_height = 101",
                                network.network())
                        .stream()
                        .map(row -> row.get("wallet_id"))
                        .toList());
        assertFalse(wallet.equals(other));
    }

    @Test
    void givenAGap_whenRecorded_thenEveryWalletOfTheNetworkIsDueUntilItHasBeenReadAfterIt() {
        // given
        wallet("tenant-x", "user-x", address, "derived");
        wallet("tenant-y", "user-y", newAddress(), "derived");
        database.update(
                "update wallet_refreshes set due_at = now() + interval '1 h' where network = ?", network.network());

        // when
        record(hold(cursors), Span.gap(Cursor.at(500, "0x500")));

        // then
        assertEquals(500, cursor().height());
        assertEquals(
                2,
                database.query(
                                "select * from wallet_refreshes where network = ? and due_at <= now()"
                                        + " and moved_height = 500",
                                network.network())
                        .size());
    }

    @Test
    void givenTheRecorder_whenItLooksOverAllTenants_thenItSeesWhoseAnAddressIsAndNoBalance() {
        // given
        wallet("tenant-x", "user-x", address, "derived");
        try (DatabaseFixture role = serviceRole()) {
            // then
            assertEquals(List.of(), role.query("select * from chain_cursors"));
            role.query("select set_config('ballast.actor', 'recorder', false)");
            assertFalse(role.query("select * from wallets where address = ?", address)
                    .isEmpty());
            assertEquals(0, role.update("delete from wallets where address = ?", address));
            assertEquals(List.of(), role.query("select * from chain_balances"));
            assertEquals(List.of(), role.query("select * from chain_balance_history"));
        }
    }

    /** Another process, as far as cursors can tell. */
    private Cursors replica() {
        return new Cursors(rowSecurity, branches, config);
    }

    private Credits credits(Cursors replica) {
        return new Credits(outbox, rowSecurity, replica, branches, listeners);
    }

    private HeldCursor hold(Cursors replica) {
        return replica.hold(stream).await().atMost(LONG_ENOUGH).orElseThrow();
    }

    private Recorded record(HeldCursor held, Span span) {
        return credits.record(held, span).await().atMost(LONG_ENOUGH);
    }

    private Cursor cursor() {
        return cursors.find(stream).await().atMost(LONG_ENOUGH).orElseThrow();
    }

    private Event<?> onlyEvent(UUID wallet) {
        eventually().until(() -> !events.ofWallet(wallet).isEmpty());
        assertEquals(1, events.ofWallet(wallet).size());
        return events.ofWallet(wallet).getFirst();
    }

    private List<String> ids(UUID wallet) {
        return events.ofWallet(wallet).stream()
                .map(event -> ((ChainCreditDetected) event.data()).chainEventId())
                .toList();
    }

    private static Span span(long height, Credit... credits) {
        return Span.of(Cursor.at(height, "0x" + height), List.of(credits), Set.of());
    }

    private static Credit credit(String eventId, String recipient, long raw, long height) {
        return new Credit(
                eventId,
                recipient,
                Optional.of("0xsender"),
                USDC,
                Set.of(WalletRole.DERIVED, WalletRole.PROXY),
                BigInteger.valueOf(raw),
                eventId.substring(0, 4),
                height,
                Optional.of("0x" + height),
                Finality.LATEST,
                Instant.now());
    }

    private UUID wallet(String tenant, String owner, String walletAddress, String role) {
        UUID id = UUID.randomUUID();
        database.update(
                "insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)"
                        + " values (?, ?, 'user', ?, 'evm', ?, ?, ?)",
                id,
                tenant,
                owner,
                network.network(),
                walletAddress,
                role);
        database.update(
                "insert into wallet_refreshes (wallet_id, tenant, chain, network) values (?, ?, 'evm', ?)",
                id,
                tenant,
                network.network());
        return id;
    }
}
