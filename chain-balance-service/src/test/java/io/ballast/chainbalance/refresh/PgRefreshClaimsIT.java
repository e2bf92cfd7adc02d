package io.ballast.chainbalance.refresh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.DatabaseFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.security.RowSecurity;
import io.ballast.events.outbox.Outbox;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How replicas share wallets. The network is one that no reader of the running service looks at. */
@QuarkusTest
class PgRefreshClaimsIT extends RunningService {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
    private static final int CONVERTER_PRIORITY = 200;

    @Inject
    RowSecurity rowSecurity;

    @Inject
    Outbox outbox;

    @Inject
    RefreshConfig config;

    private final ChainNetwork network = new ChainNetwork("evm", "net-" + UUID.randomUUID());
    private List<UUID> wallets;

    @BeforeEach
    void givenWalletsThatAreDue() {
        wallets = IntStream.range(0, 50).mapToObj(this::wallet).toList();
    }

    @Test
    void givenDueWallets_whenReplicasClaimAtOnce_thenEachWalletIsClaimedOnce() {
        // when
        List<CompletableFuture<List<Claim>>> replicas = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> claimDue(replica())))
                .toList();
        List<UUID> claimed = replicas.stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .map(Claim::walletId)
                .toList();

        // then
        assertEquals(wallets.size(), claimed.size());
        assertEquals(Set.copyOf(wallets), new HashSet<>(claimed));
    }

    @Test
    void givenAClaim_whenWantedBySomebodyElse_thenItIsNotGiven() {
        // given
        PgRefreshClaims one = replica();
        PgRefreshClaims other = replica();
        claimDue(one);

        // then
        assertEquals(List.of(), claim(other, wallets));
        assertEquals(List.of(), claimDue(other));
    }

    @Test
    void
            givenAClaimThatWasNotGivenBack_whenItsHolderWantsTheWallets_thenRequestsNeedNotWaitForTheLeaseButThePollDoes() {
        // given
        PgRefreshClaims holder = replica();
        claimDue(holder);

        // then
        assertEquals(wallets.size(), claim(holder, wallets).size());
        assertEquals(List.of(), claimDue(holder));
    }

    @Test
    void givenADeadReplicasClaim_whenItsLeaseIsOver_thenItIsTakenOver() {
        // given
        claimDue(replica());

        // when
        database.update(
                "update wallet_refreshes set claimed_until = now() - interval '1 second' where network = ?",
                network.network());

        // then
        assertEquals(wallets.size(), claimDue(replica()).size());
    }

    @Test
    void givenWalletsThatAreNotDue_whenWanted_thenTheyAreGivenButNotToThePoll() {
        // given
        database.update(
                "update wallet_refreshes set due_at = now() + interval '1 hour' where network = ?", network.network());

        // then
        assertEquals(List.of(), claimDue(replica()));
        List<Claim> claimed = claim(replica(), wallets.subList(0, 2));
        assertEquals(2, claimed.size());
        assertEquals("tenant-x", claimed.getFirst().tenant());
    }

    @Test
    void givenAClaimThatWasTakenOver_whenTheLateHolderGivesItBack_thenItStaysWithTheOther() {
        // given
        PgRefreshClaims late = replica();
        claimDue(late);
        database.update(
                "update wallet_refreshes set claimed_until = now() - interval '1 second' where network = ?",
                network.network());
        claimDue(replica());

        // when
        release(late);

        // then
        assertEquals(List.of(), claim(replica(), wallets));
    }

    @Test
    void givenAClaim_whenGivenBack_thenTheWalletsAreDueInAnInterval() {
        // given
        PgRefreshClaims holder = replica();
        claimDue(holder);

        // when
        release(holder);

        // then
        assertEquals(List.of(), claimDue(holder));
        assertEquals(wallets.size(), claim(replica(), wallets).size());
    }

    @Test
    void givenWalletsThatAreMovedWhileTheyAreRead_whenGivenBackAsOfAnEarlierBlock_thenTheyAreSoonDueAgain() {
        // given
        PgRefreshClaims holder = replica();
        claimDue(holder);
        database.update("update wallet_refreshes set moved_height = 7 where network = ?", network.network());

        // when
        release(holder, 6);

        // then
        eventually().until(() -> claimDue(holder).size() == wallets.size());
    }

    @Test
    void givenWalletsThatChangedAreLargeOrAreLookedAt_whenGivenBack_thenTheyAreDueBeforeTheOthers() {
        // given: 50 wallets, of which one is asked for, one has changed and one holds much
        PgRefreshClaims holder = new PgRefreshClaims(rowSecurity, patient());
        claim(holder, List.of(wallets.get(0)));
        claimDue(holder);

        // when
        release(holder, 1, new Liveliness(Set.of(wallets.get(1)), Set.of(wallets.get(2))));

        // then
        List<Object> first = database
                .query(
                        "select wallet_id from wallet_refreshes where network = ? order by due_at limit 3",
                        network.network())
                .stream()
                .map(row -> row.get("wallet_id"))
                .toList();
        assertEquals(Set.copyOf(wallets.subList(0, 3)), Set.copyOf(first));
    }

    /** Sorting and scanning are made unattractive: what is asked is whether the index can answer, not how it is costed. */
    @Test
    void givenTheServicesRole_whenThePollIsPlanned_thenTheIndexGivesTheLongestDueInOrder() {
        // given
        try (DatabaseFixture role = serviceRole()) {
            role.query(
                    "select set_config('enable_seqscan', 'off', false), set_config('enable_bitmapscan', 'off', false)");
            role.update("prepare poll (text, text, int, float8, uuid) as " + PgRefreshClaims.CLAIM_DUE);

            // when
            String plan =
                    role.query("explain execute poll ('evm', 'local', 500, 30, '" + UUID.randomUUID() + "')").stream()
                            .map(row -> (String) row.get("QUERY PLAN"))
                            .collect(Collectors.joining("\n"));

            // then
            assertTrue(plan.contains("using wallet_refreshes_due on"), plan);
            assertTrue(plan.contains("(due_at <= now())"), plan);
            assertFalse(plan.contains("Sort"), plan);
        }
    }

    /** An hour between reads, and a minute for lively wallets. */
    private static RefreshConfig patient() {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withMapping(RefreshConfig.class)
                .withDefaultValues(Map.of("ballast.refresh.interval", "1h", "ballast.refresh.lively-interval", "1m"))
                .build()
                .getConfigMapping(RefreshConfig.class);
    }

    /** Another process, as far as claims can tell. */
    private PgRefreshClaims replica() {
        return new PgRefreshClaims(rowSecurity, config);
    }

    private List<Claim> claimDue(PgRefreshClaims replica) {
        return replica.claimDue(network).await().atMost(LONG_ENOUGH);
    }

    private static List<Claim> claim(PgRefreshClaims replica, List<UUID> ids) {
        return replica.claim(ids).await().atMost(LONG_ENOUGH);
    }

    private void release(PgRefreshClaims replica) {
        release(replica, 1);
    }

    private void release(PgRefreshClaims replica, long height) {
        release(replica, height, Liveliness.NONE);
    }

    private void release(PgRefreshClaims replica, long height, Liveliness liveliness) {
        outbox.inTransaction(
                        "tenant-x", tx -> replica.release(tx.connection(), wallets, Optional.of(height), liveliness))
                .await()
                .atMost(LONG_ENOUGH);
    }

    private UUID wallet(int number) {
        UUID id = UUID.randomUUID();
        database.update(
                "insert into wallets (id, tenant, owner_type, owner_id, chain, network, address, role)"
                        + " values (?, 'tenant-x', 'user', 'user-x', 'evm', ?, ?, 'derived')",
                id,
                network.network(),
                "0x" + number);
        database.update(
                "insert into wallet_refreshes (wallet_id, tenant, chain, network) values (?, 'tenant-x', 'evm', ?)",
                id,
                network.network());
        return id;
    }
}
