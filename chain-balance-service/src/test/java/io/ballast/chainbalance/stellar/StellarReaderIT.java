package io.ballast.chainbalance.stellar;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.stellar.Fault;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stellar.sdk.Asset;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.ManageSellOfferOperation;
import org.stellar.sdk.PaymentOperation;
import org.stellar.sdk.Price;
import org.stellar.sdk.SetOptionsOperation;
import org.stellar.sdk.SetTrustlineFlagsOperation;
import org.stellar.sdk.xdr.TrustLineFlags;

/** What is read of a Stellar network, and what its servers can do to the service. */
@QuarkusTest
class StellarReaderIT extends RunningService {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Asset USDC = Asset.create(StellarSandbox.usdc());
    private static final KeyPair ISSUER = StellarSandbox.key("usdc-issuer");

    @Inject
    StellarReaders readers;

    private final KeyPair alice = KeyPair.random();
    private final KeyPair bob = KeyPair.random();

    @AfterEach
    void behaveAgain() {
        stellar.behave(StellarSandbox.RPC);
        stellar.behave(StellarSandbox.HORIZON);
        stellar.keepLedgers(100_000);
    }

    @Test
    void givenAnAccountWithAnOffer_whenRead_thenWhatIsBoundIsNotAvailableButPartOfTheTotal() {
        // given
        stellar.open(alice, 100_000_000);
        stellar.apply(
                alice,
                new ManageSellOfferOperation.Builder(USDC, Asset.create("native"), "4", Price.fromString("10"))
                        .build());

        // when
        Reading reading = readAll(all(alice));

        // then
        assertEquals(3, reading.results().size());
        assertTrue(((ReadResult.Value) reading.results().get(0)).raw().longValueExact() > 99_000_000_000L);
        assertEquals(value(60_000_000), reading.results().get(1));
        assertEquals(value(100_000_000), reading.results().get(2));
        assertEquals("rpc", reading.source());
        assertEquals(Finality.FINALIZED, reading.block().finality());
        assertTrue(reading.block().hash().matches("[0-9a-f]{64}"));
    }

    @Test
    void givenNothingOfSomeKind_whenRead_thenEachKindOfNothingIsItsOwn() {
        // given
        KeyPair frozen = KeyPair.random();
        stellar.open(alice, 0);
        stellar.open(frozen, 30);
        RestAssured.given()
                .get(stellar.friendbotUrl() + "?addr=" + bob.getAccountId())
                .then()
                .statusCode(200);
        stellar.apply(ISSUER, new SetOptionsOperation.Builder().setSetFlags(2).build());
        stellar.apply(
                ISSUER,
                new SetTrustlineFlagsOperation.Builder(
                                frozen.getAccountId(),
                                USDC,
                                EnumSet.of(TrustLineFlags.AUTHORIZED_FLAG),
                                EnumSet.noneOf(TrustLineFlags.class))
                        .build());

        // when
        List<ReadResult> results = readAll(List.of(
                        usdc(alice),
                        usdc(bob),
                        usdc(KeyPair.random()),
                        usdc(frozen),
                        all(frozen).get(2)))
                .results();

        // then
        assertEquals(value(0), results.get(0));
        assertEquals(new ReadResult.Absent("no_trustline"), results.get(1));
        assertEquals(new ReadResult.Absent("no_account"), results.get(2));
        assertEquals(new ReadResult.Absent("trustline_unauthorized"), results.get(3));
        assertEquals(value(30), results.get(4));

        // when
        stellar.behave(StellarSandbox.RPC, Fault.status(503));

        // then: the second reader says the same
        List<ChainRead> same = List.of(usdc(alice), usdc(bob), usdc(KeyPair.random()), usdc(frozen));
        answered().untilAsserted(() -> {
            Reading horizon = read(same);
            assertEquals("horizon", horizon.source());
            assertEquals(results.subList(0, 4), horizon.results());
        });
    }

    @Test
    void givenMoreKeysThanACallTakes_whenRead_thenTheyAreReadInPortionsAtOneLedger() {
        // given
        stellar.open(alice, 77);
        List<ChainRead> reads = new ArrayList<>();
        IntStream.range(0, 250).forEach(i -> reads.add(usdc(KeyPair.random())));
        reads.add(usdc(alice));

        // when
        Reading reading = readAll(reads);

        // then
        assertEquals(251, reading.results().size());
        assertEquals(value(77), reading.results().getLast());
        assertEquals(new ReadResult.Absent("no_account"), reading.results().getFirst());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(Fault.status(503), "rpc_http_error"),
                Arguments.of(Fault.throttled(1), "rpc_throttled"),
                Arguments.of(Fault.garbage(), "rpc_malformed"),
                Arguments.of(Fault.delay(1_500), "rpc_timeout"),
                Arguments.of(Fault.loseReply(), "rpc_unreachable"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void givenServersInTrouble_whenRead_thenTheSecondAnswersAndWithoutItThereIsAWordForIt(Fault fault, String code) {
        // given
        stellar.open(alice, 5);
        stellar.behave(StellarSandbox.RPC, fault);

        // then
        answered()
                .untilAsserted(() -> assertEquals(
                        value(5), read(List.of(usdc(alice))).results().getFirst()));

        // when
        stellar.behave(StellarSandbox.HORIZON, fault);

        // then
        eventually()
                .untilAsserted(() -> assertEquals(
                        code,
                        assertThrows(ChainUnavailable.class, () -> read(List.of(usdc(alice))))
                                .code()));

        // when
        behaveAgain();

        // then
        answered()
                .untilAsserted(
                        () -> assertEquals("rpc", read(List.of(usdc(alice))).source()));
    }

    @Test
    void givenAServerOfAnotherNetwork_whenRead_thenItIsNotBelieved() {
        // given
        stellar.open(alice, 5);
        stellar.behave(StellarSandbox.RPC, Fault.status(503));
        answered()
                .untilAsserted(
                        () -> assertEquals("horizon", read(List.of(usdc(alice))).source()));

        // when
        stellar.behave(StellarSandbox.RPC, Fault.wrongNetwork());

        // then
        answered().untilAsserted(() -> {
            stellar.calls(StellarSandbox.RPC, true);
            assertEquals("horizon", read(List.of(usdc(alice))).source());
            assertTrue(stellar.calls(StellarSandbox.RPC, false).getOrDefault("getNetwork", 0) > 0);
        });
    }

    @Test
    void givenAServerThatLags_whenItAnswersAgain_thenTheValueDoesNotGoBack() {
        // given
        stellar.open(alice, 5);
        UUID wallet = registerStellar(alice);
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 5));
        stellar.behave(StellarSandbox.RPC, Fault.lag());
        stellar.mint(alice.getAccountId(), 10);
        stellar.behave(StellarSandbox.RPC, Fault.lag(), Fault.status(503));
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 15));

        // when
        stellar.behave(StellarSandbox.RPC, Fault.lag());

        // then
        eventually()
                .untilAsserted(() -> RestAssured.given()
                        .get(management.resolve("metrics"))
                        .then()
                        .body(containsString("code=\"node_behind\",network=\"local\"")));
        assertStored(wallet, "USDC", 15);
    }

    @Test
    void givenARegisteredWallet_whenItIsPaid_thenEachIncomeIsToldOnce() {
        // given
        stellar.open(alice, 0);
        stellar.open(bob, 1_000);
        UUID wallet = registerStellar(alice);
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 0));

        // when
        String minted = stellar.mint(alice.getAccountId(), 700);
        String paid = stellar.apply(bob, pay(alice, "0.00001"), pay(alice, "0.00002"));

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .during(QUIET)
                    .untilAsserted(() -> assertEquals(List.of("700", "100", "200"), amounts(income(events, wallet))));
            List<ChainCreditDetected> credits = income(events, wallet);
            assertEquals(minted, credits.get(0).transactionHash());
            assertEquals(ISSUER.getAccountId(), credits.get(0).sender());
            assertEquals(paid, credits.get(1).transactionHash());
            assertEquals(bob.getAccountId(), credits.get(1).sender());
            assertEquals(new BigDecimal("0.0000100"), credits.get(1).amount());
            assertEquals("USDC", credits.get(1).asset());
        }
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 1_000));
    }

    @Test
    void givenNoServerAnswers_whenWalletsArePaidMeanwhile_thenItIsCaughtUpWithOnce() {
        // given
        stellar.open(alice, 0);
        UUID wallet = registerStellar(alice);
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 0));
        stellar.behave(StellarSandbox.RPC, Fault.garbage());
        IntStream.rangeClosed(1, 3).forEach(units -> stellar.mint(alice.getAccountId(), units));

        // when
        stellar.behave(StellarSandbox.RPC);

        // then
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually()
                    .during(QUIET)
                    .untilAsserted(() -> assertEquals(List.of("1", "2", "3"), amounts(income(events, wallet))));
        }
    }

    @Test
    void givenServersForgotWhereTheCursorStands_whenFollowed_thenThatIsSaidAndNewIncomeIsTold() {
        // given
        stellar.open(alice, 0);
        UUID wallet = registerStellar(alice);
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 0));
        stellar.behave(StellarSandbox.RPC, Fault.status(503));
        stellar.mint(alice.getAccountId(), 1);
        stellar.closeLedger();

        // when
        stellar.keepLedgers(1);
        stellar.keepLedgers(100_000);
        stellar.behave(StellarSandbox.RPC);

        // then
        eventually()
                .untilAsserted(() -> RestAssured.given()
                        .get(management.resolve("metrics"))
                        .then()
                        .body(containsString("chain_credit_gaps_total{chain=\"stellar\",network=\"local\"}")));
        stellar.mint(alice.getAccountId(), 2);
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().untilAsserted(() -> assertEquals(List.of("2"), amounts(income(events, wallet))));
        }
        eventually().untilAsserted(() -> assertStored(wallet, "USDC", 3));
    }

    @Test
    void givenABadAddress_whenRegistered_thenItIsRefused() {
        assertProblem(
                asUser().body(Map.of("chain", "stellar", "network", "local", "address", "GABC", "role", "derived"))
                        .post("/v1/wallets")
                        .then(),
                400,
                "invalid-request");
    }

    /** Once servers that another test put into trouble answer again. */
    private Reading readAll(List<ChainRead> reads) {
        AtomicReference<Reading> reading = new AtomicReference<>();
        answered().until(() -> {
            reading.set(read(reads));
            return reading.get().source().equals("rpc");
        });
        return reading.get();
    }

    private Reading read(List<ChainRead> reads) {
        return reader().read(reads).await().atMost(LONG_ENOUGH);
    }

    private StellarChainReader reader() {
        return readers.own().getFirst();
    }

    /** Servers that failed are left alone for a while; that they have come back takes as long. */
    private static ConditionFactory answered() {
        return eventually().ignoreExceptionsInstanceOf(ChainUnavailable.class);
    }

    /** XLM, USDC that can be spent, and all USDC. */
    private List<ChainRead> all(KeyPair owner) {
        return reader().readsFor(WalletRole.DERIVED, owner.getAccountId());
    }

    private ChainRead usdc(KeyPair owner) {
        return all(owner).get(1);
    }

    private UUID registerStellar(KeyPair owner) {
        Map<String, String> wallet =
                Map.of("chain", "stellar", "network", "local", "address", owner.getAccountId(), "role", "derived");
        return UUID.fromString(asUser().body(wallet)
                .post("/v1/wallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private void assertStored(UUID wallet, String asset, long raw) {
        assertEquals(
                List.of(new BigDecimal(raw)),
                database
                        .query("select raw from chain_balances where wallet_id = ? and asset = ?", wallet, asset)
                        .stream()
                        .map(row -> row.get("raw"))
                        .toList());
    }

    /** In USDC: that an account is opened with XLM can be its first income. */
    private static List<ChainCreditDetected> income(EventsFixture events, UUID wallet) {
        return events.creditsOf(wallet).stream()
                .filter(credit -> credit.asset().equals("USDC"))
                .toList();
    }

    private static List<String> amounts(List<ChainCreditDetected> credits) {
        return credits.stream().map(ChainCreditDetected::amountRaw).toList();
    }

    private static PaymentOperation pay(KeyPair to, String amount) {
        return new PaymentOperation.Builder(to.getAccountId(), USDC, amount).build();
    }

    private static ReadResult value(long raw) {
        return new ReadResult.Value(BigInteger.valueOf(raw));
    }
}
