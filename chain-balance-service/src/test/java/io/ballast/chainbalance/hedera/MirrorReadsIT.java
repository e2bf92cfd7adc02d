package io.ballast.chainbalance.hedera;

import static io.ballast.chainbalance.hedera.HederaFixtures.everythingOf;
import static io.ballast.chainbalance.hedera.HederaFixtures.network;
import static io.ballast.chainbalance.hedera.HederaFixtures.plain;
import static io.ballast.chainbalance.hedera.HederaFixtures.reads;
import static io.ballast.chainbalance.hedera.HederaFixtures.soon;
import static io.ballast.chainbalance.hedera.HederaFixtures.stamps;
import static io.ballast.chainbalance.hedera.HederaFixtures.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import io.ballast.chainbalance.provider.RpcException;
import io.ballast.infrastructure.HederaFault;
import io.ballast.infrastructure.HederaSandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Balances from a mirror node whose blocks close when the test says so. */
class MirrorReadsIT {

    private static final String BALANCES = "/api/v1/balances";
    private static final String SMILES = "/api/v1/tokens/" + HederaSandbox.SMILES;

    private static HederaSandbox sandbox;

    private final HederaNetwork network = network(Map.of());
    private final MirrorReads mirror = reads(sandbox, network);

    @BeforeAll
    static void start() {
        sandbox = HederaSandbox.start(0, 0, null, Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void heal() {
        sandbox.mirror(HederaFault.NONE);
        sandbox.lag(Duration.ZERO);
    }

    @Test
    void givenAnAccount_whenRead_thenBothValuesAreStampedWithTheirFinalBlock() throws Exception {
        // given
        String account = account(123_456_789, 42L);
        Instant before = Instant.now();

        // when
        Reading reading = mirror.read(everythingOf(network, account), soon());

        // then
        assertEquals(List.of(value(123_456_789), value(42)), plain(reading));
        assertEquals("mirror", reading.source());
        BlockRef block = reading.block();
        assertEquals(Finality.FINALIZED, block.finality());
        assertEquals(98, block.hash().length());
        assertTrue(stamps(reading).allMatch(at -> at.block().equals(block)));
        assertTrue(stamps(reading).allMatch(at -> at.asOf().equals(block.minedAt())));
        assertTrue(block.minedAt().isBefore(before));
    }

    @Test
    void givenNoAccountAndNoAssociationAndAnEmptyPurse_whenRead_thenTheyAreThreeThings() throws Exception {
        // given
        String unassociated = account(0, null);
        String empty = account(0, 0L);

        // when
        Reading reading = mirror.read(everythingOf(network, "0.0.999999", unassociated, empty), soon());

        // then
        assertEquals(
                List.of(
                        new ReadResult.Absent("no_account"),
                        new ReadResult.Absent("no_account"),
                        value(0),
                        new ReadResult.Absent("not_associated"),
                        value(0),
                        value(0)),
                plain(reading));
    }

    @Test
    void givenManyAccounts_whenRead_thenItIsOneCallForEachHundredAndTwoForTheBlocks() throws Exception {
        // given
        String[] accounts = accounts(250);
        Stream.of(accounts).forEach(account -> sandbox.sendToken(HederaSandbox.SMILES, account, 3));
        sandbox.closeBlock();
        mirror.read(everythingOf(network, accounts[0]), soon());
        sandbox.forgetCalls();

        // when
        Reading reading = mirror.read(everythingOf(network, accounts), soon());

        // then
        assertEquals(value(249), plain(reading).get(498));
        assertEquals(value(3), plain(reading).get(499));
        assertEquals(500, reading.results().size());
        assertTrue(stamps(reading).allMatch(at -> at.block().equals(reading.block())));
        assertEquals(3, sandbox.calls(BALANCES));
        assertEquals(0, sandbox.calls(SMILES + "/balances"));
        assertEquals(2, sandbox.calls("/api/v1/blocks"));
        assertEquals(0, sandbox.calls(SMILES));
    }

    @Test
    void givenAccountsWhoseListsDoNotShowAToken_whenRead_thenOnlyTheseAreAskedForByToken() throws Exception {
        // given
        String[] accounts = accounts(150);
        Stream.of(accounts).limit(120).forEach(account -> sandbox.sendToken(HederaSandbox.SMILES, account, 3));
        sandbox.closeBlock();
        mirror.read(everythingOf(network, accounts[0]), soon());
        sandbox.forgetCalls();

        // when
        List<ReadResult> results = plain(mirror.read(everythingOf(network, accounts), soon()));

        // then
        assertEquals(value(3), results.get(239));
        assertEquals(new ReadResult.Absent("not_associated"), results.get(241));
        assertEquals(2, sandbox.calls(BALANCES));
        assertEquals(1, sandbox.calls(SMILES + "/balances"));
    }

    @Test
    void givenABlockThatClosesWhileTheListsAreRead_whenRead_thenTokensAreAskedForWithTheTimeOfTheirChange()
            throws Exception {
        // given
        String account = account(1, 5L);
        Reading before = mirror.read(everythingOf(network, account), soon());
        sandbox.forgetCalls();
        sandbox.mirror(HederaFault.slow(Duration.ofMillis(200)).onlyFor(BALANCES));

        // when: the list is asked for, and waits
        CompletableFuture<Reading> reading = CompletableFuture.supplyAsync(() -> readingOf(account));
        eventually().until(() -> sandbox.calls(BALANCES) == 1);
        sandbox.sendToken(HederaSandbox.SMILES, account, 2);
        sandbox.closeBlock();

        // then
        ReadResult.At smiles = stamps(reading.get()).skip(1).findFirst().orElseThrow();
        assertEquals(value(7), smiles.result());
        assertEquals(before.block(), smiles.block());
        assertTrue(smiles.asOf().isAfter(before.asOf()));
        assertEquals(1, sandbox.calls(SMILES + "/balances"));
    }

    @Test
    void givenAnAccountFullOfAirdrops_whenRead_thenItsSmilesAreSeen() throws Exception {
        // given
        String account = account(1, 9L);
        IntStream.range(0, 60).forEach(i -> sandbox.sendToken(sandbox.createToken("AIR" + i, 2), account, 1));
        sandbox.closeBlock();

        // then
        assertEquals(List.of(value(1), value(9)), plain(mirror.read(everythingOf(network, account), soon())));
    }

    @Test
    void givenAMirrorThatLags_whenRead_thenTheValueHasTheBlockItIsTrueAt() throws Exception {
        // given
        String account = account(5, null);
        Reading before = mirror.read(everythingOf(network, account), soon());
        sandbox.lag(Duration.ofHours(1));
        sandbox.sendHbar(account, 6);
        sandbox.closeBlock();

        // when
        Reading lagging = mirror.read(everythingOf(network, account), soon());

        // then
        assertEquals(value(5), plain(lagging).getFirst());
        assertEquals(before.block(), lagging.block());

        // when
        sandbox.lag(Duration.ZERO);
        Reading after = mirror.read(everythingOf(network, account), soon());

        // then
        assertEquals(value(11), plain(after).getFirst());
        assertTrue(after.block().height() > before.block().height());
    }

    @Test
    void givenALimitOnAge_whenTheMirrorIsOlder_thenItCountsAsNone() throws Exception {
        // given
        HederaNetwork strict = network(Map.of("ballast.hedera.networks.test.max-block-age", "1h"));
        HederaNetwork impatient = network(Map.of("ballast.hedera.networks.test.max-block-age", "1ms"));
        String account = account(5, null);

        // then
        assertEquals(5, raw(reads(sandbox, strict).read(everythingOf(strict, account), soon())));
        assertCode("head_too_old", reads(sandbox, impatient), account);
    }

    @ParameterizedTest
    @CsvSource({
        "503, '', rpc_http_error",
        "302, '', rpc_http_error",
        "200, '', rpc_malformed",
        "200, <html>, rpc_malformed",
        "200, '[]', rpc_malformed",
        "200, '{}', rpc_malformed",
        "200, '{\"timestamp\":\"1.0\",\"balances\":[{\"account\":\"0.0.5\"}]}', rpc_malformed",
        "200, '{\"timestamp\":\"1.0\",\"balances\":[{\"account\":\"0.0.5\",\"balance\":1.5}]}', rpc_malformed",
        "200, '{\"timestamp\":\"1.0\",\"balances\":[{\"account\":\"0.0.5\",\"balance\":-1}]}', rpc_malformed",
        "200, '{\"timestamp\":\"1.0\",\"balances\":[{\"account\":\"0.0.6\",\"balance\":1}]}', rpc_malformed",
        "200, '{\"timestamp\":\"soon\",\"balances\":[{\"account\":\"0.0.5\",\"balance\":1}]}', rpc_malformed",
        "200, '{\"timestamp\":\"1.0\",\"balances\":[],\"links\":{\"next\":\"http://169.254.169.254/\"}}', rpc_malformed"
    })
    void givenAMirrorThatAnswersNonsense_whenRead_thenItIsNoAnswer(int status, String body, String code) {
        // given
        sandbox.mirror(HederaFault.answer(status, body).onlyFor(BALANCES));

        // then
        assertCode(code, mirror, "0.0.5");
    }

    @Test
    void givenOneOfTheCallsThatFails_whenRead_thenNothingOfTheBatchIsMadeUp() {
        // given
        String account = account(1, null);
        sandbox.mirror(HederaFault.answer(500, "").onlyFor(SMILES + "/balances"));

        // then
        assertCode("rpc_http_error", mirror, account);
    }

    @Test
    void givenAMirrorThatThrottles_whenRead_thenItsWishIsKnown() {
        // given
        sandbox.mirror(HederaFault.throttled(7));

        // then
        RpcException failure = assertCode("rpc_throttled", mirror, "0.0.2");
        assertEquals(Optional.of(Duration.ofSeconds(7)), failure.retryAfter());
    }

    @Test
    void givenASlowMirrorOrAHugeAnswer_whenRead_thenTheBoundsHold() {
        // given
        sandbox.mirror(HederaFault.slow(Duration.ofSeconds(2)));

        // then
        assertCode("rpc_timeout", mirror, "0.0.2");

        // when
        sandbox.mirror(HederaFault.answer(200, " ".repeat(100_001)));

        // then
        assertCode("rpc_answer_too_large", mirror, "0.0.2");
    }

    @Test
    void givenADeadlineThatHasPassed_whenRead_thenNobodyIsAsked() {
        // given
        sandbox.forgetCalls();

        // then
        RpcException failure = assertThrows(
                RpcException.class,
                () -> mirror.read(everythingOf(network, "0.0.2"), Instant.now().minusMillis(1)));
        assertEquals("rpc_timeout", failure.code());
        assertEquals(0, sandbox.calls(SMILES));
    }

    @Test
    void givenATokenOfOtherDecimals_whenRead_thenTheMirrorIsNotBelieved() {
        // given
        HederaNetwork wrong = network(Map.of("ballast.hedera.networks.test.tokens.smiles.decimals", "2"));

        // then
        assertCode("wrong_token", reads(sandbox, wrong), "0.0.2");
    }

    @Test
    void givenABlockThatIsImportedMeanwhile_whenRead_thenWhatItChangedIsStampedWithItsTime() throws Exception {
        // given: two nodes behind one URL, of which the one that is asked for blocks is behind
        String account = account(1, 0L);
        Reading before = mirror.read(everythingOf(network, account), soon());
        String blocks = blocks();
        sandbox.sendHbar(account, 1);
        sandbox.closeBlock();
        sandbox.mirror(HederaFault.answer(200, blocks).onlyFor("/api/v1/blocks"));

        // when
        Reading reading = mirror.read(everythingOf(network, account), soon());

        // then
        assertEquals(before.block(), reading.block());
        ReadResult.At hbar = stamps(reading).findFirst().orElseThrow();
        assertEquals(value(2), hbar.result());
        assertEquals(before.block(), hbar.block());
        assertTrue(hbar.asOf().isAfter(before.asOf()));
        assertEquals(
                before.asOf(), stamps(reading).skip(1).findFirst().orElseThrow().asOf());
    }

    @Test
    void givenAQuietAccount_whenReadLongAfterItsLastChange_thenItIsAsOfTheNewestBlock() throws Exception {
        // given
        String account = account(1, 0L);
        IntStream.range(0, 30).forEach(i -> sandbox.closeBlock());

        // when
        Reading reading = mirror.read(everythingOf(network, account), soon());

        // then
        assertEquals(List.of(value(1), value(0)), plain(reading));
        assertTrue(
                stamps(reading).allMatch(at -> at.asOf().equals(reading.block().minedAt())));
    }

    @Test
    void givenTransactionsOfManyAccounts_whenTheyAreSearchedByAccountAndAmongEverybodys_thenTheSameIsFound()
            throws Exception {
        // given
        String mine = account(1, 0L);
        String another = account(1, 0L);
        ConsensusTime before = mirror.node().newestBlocks(soon()).end();
        sandbox.sendHbar(mine, 5);
        sandbox.closeBlock();
        sandbox.sendToken(HederaSandbox.SMILES, mine, 7);
        sandbox.sendHbar(another, 3);
        sandbox.closeBlock();
        MirrorBlocks blocks = mirror.node().newestBlocks(soon());

        // when
        CreditSearch.Found byAccount = search(mine, false, before, blocks);
        CreditSearch.Found amongEverybodys = search(mine, true, before, blocks);

        // then
        assertEquals(2, byAccount.credits().size());
        assertEquals(byAccount, amongEverybodys);
        assertEquals(3, blocks.transactionsAfter(before).getAsLong());
        assertTrue(blocks.transactionsAfter(ConsensusTime.of(Instant.EPOCH)).isEmpty());
    }

    private CreditSearch.Found search(String account, boolean amongEverybodys, ConsensusTime after, MirrorBlocks blocks)
            throws RpcException {
        Map<String, Instant> since = Map.of(account, Instant.EPOCH);
        return new CreditSearch(network.tokens(), since, amongEverybodys, after, blocks.end(), blocks, 50)
                .in(mirror.node(), soon());
    }

    private static String[] accounts(int count) {
        return IntStream.range(0, count).mapToObj(i -> sandbox.createAccount(i)).toArray(String[]::new);
    }

    private Reading readingOf(String account) {
        try {
            return mirror.read(everythingOf(network, account), soon());
        } catch (RpcException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(10)).pollInterval(Duration.ofMillis(5));
    }

    private static RpcException assertCode(String code, MirrorReads mirror, String account) {
        List<ChainRead> reads = everythingOf(network(Map.of()), account);
        RpcException failure = assertThrows(RpcException.class, () -> mirror.read(reads, soon()));
        assertEquals(code, failure.code());
        return failure;
    }

    private static String blocks() throws Exception {
        URI uri = URI.create(sandbox.mirrorUrl() + "/api/v1/blocks?order=desc&limit=25");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static long raw(Reading reading) {
        return ((ReadResult.Value) plain(reading).getFirst()).raw().longValueExact();
    }

    /** @param smiles null for an account that is not associated */
    private static String account(long tinybars, Long smiles) {
        String account = sandbox.createAccount(tinybars);
        if (smiles != null) {
            sandbox.sendToken(HederaSandbox.SMILES, account, smiles);
        }
        sandbox.closeBlock();
        return account;
    }
}
