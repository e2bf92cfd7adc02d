package io.ballast.chainbalance.evm;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.chainbalance.chain.ChainNetwork;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.events.Event;
import io.ballast.events.EventData;
import io.ballast.events.chain.ChainBalanceReorged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.chain.ChainCreditReorged;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of transfers and reorganisations on a real node. */
@QuarkusTest
class FollowingIT extends RunningService {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);

    @Inject
    Cursors cursors;

    @Inject
    Followers followers;

    private EventsFixture events;
    private final String address = newAddress();
    private UUID wallet;

    @BeforeEach
    void givenAWalletAndAStreamAtTheHead() {
        events = new EventsFixture(broker.bootstrapServers());
        wallet = register(address, "derived");
        evm.mine(1);
        eventually().until(() -> cursorHeight() == evm.blockNumber());
        eventually().until(() -> balance() != null);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void givenIncome_whenItsBlockIsThere_thenItIsToldAndTheBalanceIsReadAtOnce() {
        // given: nobody asks, and no poll would come for an hour
        database.update("update wallet_refreshes set due_at = now() + interval '1 h' where wallet_id = ?", wallet);
        String sender = funded(9_000_000);

        // when
        evm.token().transfer(sender, address, BigInteger.valueOf(4_000_000));

        // then
        eventually().until(() -> credits().size() == 1);
        ChainCreditDetected credit = credits().getFirst();
        assertEquals("4.000000", credit.amount().toPlainString());
        assertTrue(sender.equalsIgnoreCase(credit.sender()), credit.sender());
        assertEquals(evm.blockNumber(), credit.blockHeight());
        eventually().until(() -> BigInteger.valueOf(4_000_000).equals(balance()));
    }

    @Test
    void givenMoneyThatComesAndGoesBetweenTwoPolls_whenFollowed_thenItNetsToNothingAndTheIncomeIsSeen() {
        // given
        String sender = funded(3_000_000);
        hold(() -> {
            // when
            evm.token().transfer(sender, address, BigInteger.valueOf(3_000_000));
            evm.token().transfer(address, sender, BigInteger.valueOf(3_000_000));
        });

        // then
        eventually().until(() -> credits().size() == 1);
        eventually().until(() -> cursorHeight() == evm.blockNumber());
        assertEquals(BigInteger.ZERO, balance());
    }

    @Test
    void givenDowntime_whenFollowedAgain_thenEveryIncomeOfItIsToldOnce() {
        // given
        hold(() -> {
            evm.token().mint(address, BigInteger.ONE);
            evm.mine(120);
            evm.token().mint(address, BigInteger.TWO);
            evm.mine(30);
            evm.token().mint(address, BigInteger.TEN);
        });

        // then
        eventually().until(() -> cursorHeight() == evm.blockNumber());
        eventually().until(() -> credits().size() == 3);
        assertEquals(
                List.of("1", "2", "10"),
                credits().stream().map(ChainCreditDetected::amountRaw).toList());
        eventually().until(() -> BigInteger.valueOf(13).equals(balance()));
    }

    @Test
    void givenABlockThatIsTakenBack_whenFollowed_thenCreditAndBalanceAreCorrectedAndSaySo() {
        // given
        evm.token().mint(address, BigInteger.valueOf(5_000_000));
        eventually().until(() -> credits().size() == 1);
        eventually().until(() -> BigInteger.valueOf(5_000_000).equals(balance()));

        // when
        evm.rpc("anvil_reorg", 1, List.of());

        // then
        eventually().until(() -> of(ChainCreditReorged.class).size() == 1);
        assertEquals(
                credits().getFirst().chainEventId(),
                of(ChainCreditReorged.class).getFirst().chainEventId());
        eventually().until(() -> of(ChainBalanceReorged.class).size() == 1);
        ChainBalanceReorged reorged = of(ChainBalanceReorged.class).getFirst();
        assertEquals("0", reorged.newBalanceRaw());
        assertEquals("5000000", reorged.previousBalanceRaw());
        assertEquals(
                List.of("0", "5000000", "0"),
                database
                        .query(
                                "select raw::text as raw from chain_balance_history where wallet_id = ? and asset ="
                                        + " 'USDC' order by version",
                                wallet)
                        .stream()
                        .map(row -> row.get("raw"))
                        .toList());
    }

    @Test
    void givenAChainThatIsRolledBack_whenItGoesOnLowerThanBefore_thenItsValuesAreReadAgainAndAreFresh() {
        // given
        evm.token().mint(address, BigInteger.valueOf(5_000_000));
        evm.mine(6);
        eventually().until(() -> cursorHeight() == evm.blockNumber());
        eventually().until(() -> BigInteger.valueOf(5_000_000).equals(balance()));
        database.update("update wallet_refreshes set due_at = now() where wallet_id = ?", wallet);
        eventually().until(() -> readHeight() == evm.blockNumber());
        long before = evm.blockNumber();

        // when
        evm.rpc("anvil_rollback", 7);
        evm.mine(2);

        // then
        eventually().until(() -> of(ChainBalanceReorged.class).size() == 1);
        assertTrue(of(ChainBalanceReorged.class).getFirst().blockHeight() < before);
        assertEquals(BigInteger.ZERO, balance());
        asUser().get("/api/balance").then().statusCode(200).body("stale", equalTo(false));
        evm.mine(7);
    }

    @Test
    void givenACredit_whenItsBlockIsFinal_thenItIsStampedSo() {
        // given
        evm.token().mint(address, BigInteger.TEN);
        eventually().until(() -> credits().size() == 1);
        assertEquals("latest", credits().getFirst().finality());

        // when
        evm.mine(100);

        // then
        eventually()
                .until(() -> database.query("select finality from chain_credits where wallet_id = ?", wallet)
                        .getFirst()
                        .get("finality")
                        .equals("finalized"));
    }

    @Test
    void givenAReplicaThatReachesNoNode_whenItHoldsTheCursor_thenItGivesItBackToWhoMayReachOne() {
        // given
        ChainNetwork network = new ChainNetwork("evm", "net-" + UUID.randomUUID());
        CreditStream stream = new CreditStream(network, "transfers");
        cursors.start(stream, Cursor.at(1, "0x1")).await().atMost(LONG_ENOUGH);
        try (RpcProxy proxy = RpcProxy.start()) {
            TransferFollower follower = followers.of(network, 1, 1, List.of(proxy.url()));

            // when
            assertThrows(ChainUnavailable.class, () -> follower.turn().await().atMost(LONG_ENOUGH));
        }

        // then
        assertEquals(
                1,
                database.query("select * from chain_cursors where network = ? and held_by is null", network.network())
                        .size());
    }

    /** Keeps the cursor from the service while something happens, as if it were down. */
    private void hold(Runnable meanwhile) {
        database.update("update chain_cursors set held_by = gen_random_uuid(), held_until = now() + interval '1 h',"
                + " version = version + 1 where network = 'local'");
        try {
            meanwhile.run();
        } finally {
            database.update("update chain_cursors set held_until = now() where network = 'local'");
        }
    }

    private String funded(long units) {
        String sender = newAddress();
        evm.token().mint(sender, BigInteger.valueOf(units));
        return sender;
    }

    private BigInteger balance() {
        return database
                .query("select raw::text as raw from chain_balances where wallet_id = ? and raw is not null", wallet)
                .stream()
                .map(row -> new BigInteger((String) row.get("raw")))
                .findFirst()
                .orElse(null);
    }

    private long readHeight() {
        return (Long) database.balance(wallet, "USDC").get("block_height");
    }

    private long cursorHeight() {
        return database.query("select height from chain_cursors where network = 'local'").stream()
                .mapToLong(row -> (Long) row.get("height"))
                .findFirst()
                .orElse(-1);
    }

    private List<ChainCreditDetected> credits() {
        return of(ChainCreditDetected.class);
    }

    private <T extends EventData> List<T> of(Class<T> type) {
        return events.ofWallet(wallet).stream()
                .map(Event::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
