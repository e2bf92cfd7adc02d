package io.ballast.chainbalance.hedera;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.events.Event;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.infrastructure.HederaFault;
import io.ballast.infrastructure.HederaSandbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Custodial and community wallets on a Hedera network, from registration to events. */
@QuarkusTest
class HederaIT extends RunningService {

    private EventsFixture events;

    @BeforeEach
    void listen() {
        events = new EventsFixture(broker.bootstrapServers());
    }

    @AfterEach
    void heal() {
        events.close();
        hedera.mirror(HederaFault.NONE);
        hedera.lag(Duration.ZERO);
        hedera.busy(0);
    }

    @Test
    void givenACustodialWallet_whenRegisteredWithItsChecksum_thenHbarAndSmilesAreKnownWithTheirBlock() {
        // given
        String account = funded(250_000_000, 42L);
        String checked = account + "-" + Hip15.named("03").checksum(account);

        // when
        UUID wallet = custodial(checked);

        // then
        asUser().get("/v1/wallets/" + wallet)
                .then()
                .statusCode(200)
                .body("address", equalTo(account))
                .body("role", equalTo("custodial"));
        awaitRaw(wallet, "HBAR", 250_000_000);
        awaitRaw(wallet, "SMILES", 42);
        Map<String, Object> hbar = database.balance(wallet, "HBAR");
        assertEquals(8, hbar.get("decimals"));
        assertEquals("finalized", hbar.get("finality"));
        assertEquals("mirror", hbar.get("source"));
        assertTrue((long) hbar.get("block_height") > 0);
        assertEquals(98, hbar.get("block_hash").toString().length());
        eventually().until(() -> changes(wallet).size() == 2);
        ChainBalanceChanged change = changes(wallet).stream()
                .filter(told -> told.asset().equals("HBAR"))
                .findFirst()
                .orElseThrow();
        assertEquals("2.50000000", change.newBalance().toPlainString());
        assertEquals("hedera", change.chain());
        assertEquals("custodial", change.role());
    }

    @Test
    void givenACommunityWallet_whenAnAdminRegistersIt_thenItIsReadLikeAny() {
        // given
        String account = funded(5, 7L);

        // when
        UUID wallet = UUID.fromString(asAdmin()
                .body(Map.of(
                        "chain", "hedera",
                        "network", "local",
                        "address", account,
                        "role", "community",
                        "ownerType", "community",
                        "ownerId", "community-" + user))
                .post("/v1/wallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));

        // then
        awaitRaw(wallet, "HBAR", 5);
        awaitRaw(wallet, "SMILES", 7);
    }

    @Test
    void givenNoAccountAndNoAssociation_whenRead_thenEachAbsenceIsNamedAndNoError() {
        // given
        String unassociated = hedera.createAccount(3);

        // when
        UUID missing = custodial("0.0.987654321");
        UUID poor = custodial(unassociated);

        // then
        awaitRaw(missing, "HBAR", 0);
        awaitRaw(poor, "HBAR", 3);
        assertEquals("no_account", database.balance(missing, "HBAR").get("absence"));
        assertEquals("no_account", database.balance(missing, "SMILES").get("absence"));
        assertEquals("not_associated", database.balance(poor, "SMILES").get("absence"));
        assertNull(database.balance(poor, "HBAR").get("absence"));
        assertNull(database.balance(poor, "SMILES").get("last_error"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.123-aaaaa", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0.0.0", "alice"})
    void givenWhatIsNoAccountId_whenRegistered_thenItIsRefusedInWords(String address) {
        // then
        assertProblem(registration(address), 400, "invalid-request")
                .body("field", equalTo("address"))
                .body("detail", containsString("ccount"));
    }

    @Test
    void givenTransfers_whenABlockHasThem_thenEachIncomeIsToldOnceAndTheBalanceFollows() {
        // given
        String account = funded(100, 0L);
        String friend = funded(500, 50L);
        UUID wallet = custodial(account);
        awaitRaw(wallet, "HBAR", 100);

        // when
        hedera.move(null, friend, account, 7);
        hedera.move(HederaSandbox.SMILES, friend, account, 9);
        hedera.move(null, account, friend, 2);

        // then
        awaitRaw(wallet, "HBAR", 105);
        awaitRaw(wallet, "SMILES", 9);
        eventually().until(() -> credits(wallet).size() == 2);
        ChainCreditDetected hbar = credits(wallet).getFirst();
        assertEquals("HBAR", hbar.asset());
        assertEquals("7", hbar.amountRaw());
        assertEquals("0.00000007", hbar.amount().toPlainString());
        assertEquals(friend, hbar.sender());
        assertEquals("finalized", hbar.finality());
        assertTrue(hbar.chainEventId().endsWith("/hbar/" + account));
        assertTrue(hbar.blockHeight() > 0);
        assertEquals("SMILES", credits(wallet).get(1).asset());
        assertEquals("9", credits(wallet).get(1).amountRaw());
    }

    @Test
    void givenAMirrorThatIsAway_whenItIsBack_thenWhatWasMissedIsToldOnce() {
        // given
        String account = funded(1, 0L);
        UUID wallet = custodial(account);
        awaitRaw(wallet, "HBAR", 1);
        hedera.mirror(HederaFault.answer(503, ""));

        // when: more than one page of them
        IntStream.range(0, 120).forEach(i -> hedera.sendToken(HederaSandbox.SMILES, account, 1));
        hedera.mirror(HederaFault.NONE);

        // then
        awaitRaw(wallet, "SMILES", 120);
        eventually().until(() -> credits(wallet).size() == 120);
        assertEquals(
                120,
                credits(wallet).stream()
                        .map(ChainCreditDetected::chainEventId)
                        .distinct()
                        .count());
    }

    @Test
    void givenAMirrorInTrouble_whenRead_thenConsensusNodesAnswerAndTheirValuesDoNotGoBack() {
        // given
        String account = funded(10, 0L);
        UUID wallet = custodial(account);
        awaitRaw(wallet, "HBAR", 10);
        hedera.mirror(HederaFault.answer(200, "<html>"));

        // when: the mirror will not know of this when it is back
        hedera.lag(Duration.ofMinutes(10));
        hedera.sendHbar(account, 5);

        // then
        eventually()
                .until(() -> "consensus".equals(database.balance(wallet, "HBAR").get("source")));
        awaitRaw(wallet, "HBAR", 15);

        // when
        hedera.mirror(HederaFault.NONE);

        // then
        hedera.forgetCalls();
        eventually().until(() -> hedera.calls("/api/v1/balances") > 2);
        assertEquals(new BigDecimal(15), database.balance(wallet, "HBAR").get("raw"));
        hedera.lag(Duration.ZERO);
        eventually()
                .until(() -> "mirror".equals(database.balance(wallet, "HBAR").get("source")));
        assertEquals(new BigDecimal(15), database.balance(wallet, "HBAR").get("raw"));
    }

    @Test
    void givenANetworkThatGivesNoAnswer_whenRead_thenTheLastKnownValueStaysWithTheReason() {
        // given
        String account = funded(10, 0L);
        UUID wallet = custodial(account);
        awaitRaw(wallet, "HBAR", 10);

        // when
        hedera.kill();

        // then
        eventually().until(() -> database.balance(wallet, "HBAR").get("last_error") != null);
        assertEquals(new BigDecimal(10), database.balance(wallet, "HBAR").get("raw"));

        // when
        hedera.restart();
        hedera.sendHbar(account, 1);

        // then
        awaitRaw(wallet, "HBAR", 11);
        eventually().until(() -> credits(wallet).size() == 1);
    }

    private UUID custodial(String address) {
        return UUID.fromString(registration(address).statusCode(201).extract().path("id"));
    }

    private ValidatableResponse registration(String address) {
        return asUser().body(Map.of("chain", "hedera", "network", "local", "address", address, "role", "custodial"))
                .post("/v1/wallets")
                .then();
    }

    private String funded(long tinybars, Long smiles) {
        String account = hedera.createAccount(tinybars);
        hedera.sendToken(HederaSandbox.SMILES, account, smiles);
        hedera.closeBlock(); // before that the mirror node knows of no such account
        return account;
    }

    private void awaitRaw(UUID wallet, String asset, long raw) {
        eventually()
                .until(() -> database.query(
                                "select raw from chain_balances where wallet_id = ? and asset = ?", wallet, asset)
                        .equals(List.of(Map.of("raw", new BigDecimal(raw)))));
    }

    private List<ChainCreditDetected> credits(UUID wallet) {
        return dataOf(wallet, ChainCreditDetected.class);
    }

    private List<ChainBalanceChanged> changes(UUID wallet) {
        return dataOf(wallet, ChainBalanceChanged.class);
    }

    private <T> List<T> dataOf(UUID wallet, Class<T> type) {
        return events.ofWallet(wallet).stream()
                .map(Event::data)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
