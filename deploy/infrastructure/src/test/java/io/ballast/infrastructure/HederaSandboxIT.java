package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hedera.hashgraph.sdk.AccountBalance;
import com.hedera.hashgraph.sdk.AccountBalanceQuery;
import com.hedera.hashgraph.sdk.AccountCreateTransaction;
import com.hedera.hashgraph.sdk.AccountId;
import com.hedera.hashgraph.sdk.Client;
import com.hedera.hashgraph.sdk.Hbar;
import com.hedera.hashgraph.sdk.MaxAttemptsExceededException;
import com.hedera.hashgraph.sdk.PrecheckStatusException;
import com.hedera.hashgraph.sdk.PrivateKey;
import com.hedera.hashgraph.sdk.ReceiptStatusException;
import com.hedera.hashgraph.sdk.Status;
import com.hedera.hashgraph.sdk.TokenAssociateTransaction;
import com.hedera.hashgraph.sdk.TokenId;
import com.hedera.hashgraph.sdk.TransactionId;
import com.hedera.hashgraph.sdk.TransactionResponse;
import com.hedera.hashgraph.sdk.TransferTransaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sandbox promises, asked by the official SDK and by plain HTTP. */
class HederaSandboxIT {

    private static final AccountId OPERATOR = AccountId.fromString(HederaSandbox.OPERATOR);
    private static final AccountId NODE = AccountId.fromString(HederaSandbox.NODE_ACCOUNT);
    private static final TokenId SMILES = TokenId.fromString(HederaSandbox.SMILES);
    private static final long FEE = 100_000;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static HederaSandbox sandbox;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        sandbox = HederaSandbox.start(0, 0, null, Duration.ZERO);
        client = client(sandbox);
    }

    @AfterAll
    static void stop() throws TimeoutException {
        client.close();
        sandbox.close();
    }

    @AfterEach
    void heal() {
        sandbox.busy(0);
        sandbox.loseReplies(0);
        sandbox.lag(Duration.ZERO);
        sandbox.mirror(HederaFault.NONE);
    }

    @Test
    void givenASignedTransfer_whenExecutedByTheSdk_thenBothSidesAndTheFeeAreRight() throws Exception {
        // given
        Wallet from = wallet(1_000_000_000);
        Wallet to = wallet(0);

        // when
        var receipt = hbar(from, to, 250_000_000, from.key()).getReceipt(client);

        // then
        assertThat(receipt.status).isEqualTo(Status.SUCCESS);
        assertThat(tinybars(to)).isEqualTo(250_000_000);
        assertThat(tinybars(from)).isEqualTo(750_000_000);
    }

    @Test
    void givenATransferByTheWrongKey_whenExecuted_thenItsReceiptSaysSoAndOnlyTheFeeIsGone() throws Exception {
        // given
        Wallet from = wallet(1_000_000_000);
        Wallet to = wallet(0);

        // then
        assertThatThrownBy(() -> hbar(from, to, 5, PrivateKey.generateED25519()).getReceipt(client))
                .isInstanceOfSatisfying(
                        ReceiptStatusException.class,
                        e -> assertThat(e.receipt.status).isEqualTo(Status.INVALID_SIGNATURE));
        assertThat(tinybars(from)).isEqualTo(1_000_000_000);
        assertThat(tinybars(to)).isZero();
    }

    @Test
    void givenAPayerWhoDidNotSign_whenExecuted_thenItIsRefusedBeforeConsensus() throws Exception {
        // given
        Wallet payer = wallet(1_000_000_000);
        TransferTransaction unsigned = new TransferTransaction()
                .setTransactionId(TransactionId.generate(payer.id()))
                .addHbarTransfer(payer.id(), Hbar.fromTinybars(-5))
                .addHbarTransfer(OPERATOR, Hbar.fromTinybars(5));

        // then
        assertRefused(Status.INVALID_SIGNATURE, () -> unsigned.execute(client));
    }

    @Test
    void givenMoreThanTheSenderHas_whenExecuted_thenItFails() throws Exception {
        // given
        Wallet from = wallet(10);
        Wallet to = wallet(0);

        // then
        assertThatThrownBy(() -> hbar(from, to, 11, from.key()).getReceipt(client))
                .isInstanceOfSatisfying(
                        ReceiptStatusException.class,
                        e -> assertThat(e.receipt.status).isEqualTo(Status.INSUFFICIENT_ACCOUNT_BALANCE));
    }

    @Test
    void givenTimesAndNodesAndPayersThatCanNotBe_whenExecuted_thenEachIsRefusedByItsName() throws Exception {
        // given
        Wallet poor = wallet(FEE - 1);
        Instant tooOld = Instant.now().minusSeconds(200);
        Instant tooNew = Instant.now().plusSeconds(60);

        // then
        assertRefused(
                Status.TRANSACTION_EXPIRED,
                () -> gift().setTransactionId(TransactionId.withValidStart(OPERATOR, tooOld))
                        .setRegenerateTransactionId(false)
                        .execute(client));
        assertRefused(
                Status.INVALID_TRANSACTION_START,
                () -> gift().setTransactionId(TransactionId.withValidStart(OPERATOR, tooNew))
                        .execute(client));
        assertRefused(
                Status.INVALID_TRANSACTION_DURATION,
                () -> gift().setTransactionValidDuration(Duration.ofSeconds(181))
                        .execute(client));
        assertRefused(
                Status.INSUFFICIENT_TX_FEE,
                () -> gift().setMaxTransactionFee(Hbar.fromTinybars(FEE - 1)).execute(client));
        assertRefused(
                Status.PAYER_ACCOUNT_NOT_FOUND,
                () -> gift().setTransactionId(TransactionId.generate(AccountId.fromString("0.0.999999")))
                        .execute(client));
        assertRefused(
                Status.INSUFFICIENT_PAYER_BALANCE,
                () -> gift().setTransactionId(TransactionId.generate(poor.id()))
                        .freezeWith(client)
                        .sign(poor.key())
                        .execute(client));
        try (Client elsewhere = Client.forNetwork(Map.of(sandbox.nodeAddress(), AccountId.fromString("0.0.4")))) {
            elsewhere.setOperator(OPERATOR, operatorKey()).setMaxAttempts(1);
            assertThatThrownBy(() -> gift().execute(elsewhere))
                    .hasStackTraceContaining(Status.INVALID_NODE_ACCOUNT.toString());
        }
    }

    @Test
    void givenALostReply_whenTheSdkTriesAgain_thenItIsADuplicateAndWasDoneOnce() throws Exception {
        // given
        Wallet to = wallet(0);
        String otherWay = sandbox.nodeAddress().replace("127.0.0.1", "localhost");
        try (Client impatient = client(Map.of(sandbox.nodeAddress(), NODE, otherWay, NODE))) {
            TransferTransaction transfer = new TransferTransaction()
                    .addHbarTransfer(OPERATOR, Hbar.fromTinybars(-7))
                    .addHbarTransfer(to.id(), Hbar.fromTinybars(7))
                    .freezeWith(impatient);
            sandbox.loseReplies(1);

            // then
            assertRefused(Status.DUPLICATE_TRANSACTION, () -> transfer.execute(impatient));
            assertThat(transfer.getTransactionId().getReceipt(client).status).isEqualTo(Status.SUCCESS);
        }
        assertThat(tinybars(to)).isEqualTo(7);
    }

    @Test
    void givenTokens_whenAssociatedAndSent_thenBalancesAndRulesHold() throws Exception {
        // given
        Wallet to = wallet(0);
        assertThatThrownBy(() -> smiles(to, 5).getReceipt(client))
                .isInstanceOfSatisfying(
                        ReceiptStatusException.class,
                        e -> assertThat(e.receipt.status).isEqualTo(Status.TOKEN_NOT_ASSOCIATED_TO_ACCOUNT));

        // when
        new TokenAssociateTransaction()
                .setAccountId(to.id())
                .setTokenIds(List.of(SMILES))
                .freezeWith(client)
                .sign(to.key())
                .execute(client)
                .getReceipt(client);
        smiles(to, 5).getReceipt(client);

        // then
        assertThat(balance(to).tokens.get(SMILES)).isEqualTo(5);
        assertThatThrownBy(() -> new TransferTransaction()
                        .addTokenTransfer(SMILES, to.id(), -6)
                        .addTokenTransfer(SMILES, OPERATOR, 6)
                        .freezeWith(client)
                        .sign(to.key())
                        .execute(client)
                        .getReceipt(client))
                .isInstanceOfSatisfying(
                        ReceiptStatusException.class,
                        e -> assertThat(e.receipt.status).isEqualTo(Status.INSUFFICIENT_TOKEN_BALANCE));
    }

    @Test
    void givenABusyNode_whenAskedOnce_thenTheSdkGivesUp() {
        // given
        sandbox.busy(1);

        // then
        assertThatThrownBy(() -> new AccountBalanceQuery()
                        .setAccountId(OPERATOR)
                        .setMaxAttempts(1)
                        .execute(client))
                .isInstanceOf(MaxAttemptsExceededException.class);
    }

    @Test
    void givenAnOpenBlock_whenClosed_thenTheMirrorTellsBalancesTransactionsAndBlock() throws Exception {
        // given
        Wallet to = wallet(0);
        sandbox.closeBlock();
        JsonNode before =
                mirror("/api/v1/blocks?limit=1&order=desc").path("blocks").path(0);
        sandbox.sendToken(HederaSandbox.SMILES, to.id().toString(), 0);
        sandbox.sendToken(HederaSandbox.SMILES, to.id().toString(), 42);
        String path = "/api/v1/tokens/" + HederaSandbox.SMILES + "/balances?account.id=" + to.id();
        assertThat(mirror(path).path("balances")).isEmpty();

        // when
        sandbox.closeBlock();

        // then
        assertThat(mirror(path).path("balances").path(0).path("balance").asLong())
                .isEqualTo(42);
        JsonNode block =
                mirror("/api/v1/blocks?limit=1&order=desc").path("blocks").path(0);
        assertThat(block.path("number").asLong())
                .isEqualTo(before.path("number").asLong() + 1);
        assertThat(block.path("previous_hash")).isEqualTo(before.path("hash"));
        assertThat(mirror(path).path("timestamp"))
                .isEqualTo(block.path("timestamp").path("to"));
        JsonNode credits = mirror("/api/v1/transactions?type=credit&order=asc&account.id=" + to.id() + "&timestamp=gt:"
                        + before.path("timestamp").path("to").asText())
                .path("transactions");
        assertThat(credits).hasSize(1);
        assertThat(credits.path(0)
                        .path("token_transfers")
                        .path(1)
                        .path("amount")
                        .asLong())
                .isEqualTo(42);
    }

    @Test
    void givenAMirrorThatLags_whenABlockCloses_thenItComesLaterAndNothingGoesBack() throws Exception {
        // given
        Wallet to = wallet(3);
        sandbox.closeBlock();
        String path = "/api/v1/balances?account.id=" + to.id();
        assertThat(mirror(path).path("balances").path(0).path("balance").asLong())
                .isEqualTo(3);
        sandbox.lag(Duration.ofHours(1));
        sandbox.sendHbar(to.id().toString(), 4);
        sandbox.closeBlock();
        assertThat(mirror(path).path("balances").path(0).path("balance").asLong())
                .isEqualTo(3);
        assertThat(tinybars(to)).isEqualTo(7);

        // when
        sandbox.lag(Duration.ZERO);

        // then
        await().untilAsserted(() -> assertThat(
                        mirror(path).path("balances").path(0).path("balance").asLong())
                .isEqualTo(7));
    }

    @Test
    void givenManyAccounts_whenAskedInPages_thenEachComesOnceAndAbsentOnesDoNot() throws Exception {
        // given
        List<String> accounts =
                IntStream.range(0, 100).mapToObj(i -> sandbox.createAccount(i)).toList();
        sandbox.closeBlock();
        String all = accounts.stream().map(id -> "account.id=" + id).collect(Collectors.joining("&"));
        Set<String> seen = new TreeSet<>();

        // when
        JsonNode page = mirror("/api/v1/balances?limit=40&" + all);
        while (!page.path("balances").isEmpty()) {
            page.path("balances")
                    .forEach(entry ->
                            assertThat(seen.add(entry.path("account").asText())).isTrue());
            if (page.path("links").path("next").isNull()) {
                break;
            }
            page = mirror(page.path("links").path("next").asText());
        }

        // then
        assertThat(seen).containsExactlyInAnyOrderElementsOf(accounts);
        assertThat(mirror("/api/v1/balances?account.id=0.0.999999").path("balances"))
                .isEmpty();
        assertThat(status("/api/v1/accounts/0.0.999999")).isEqualTo(404);
        assertThat(status("/api/v1/balances?account.id=0.0.5&" + all)).isEqualTo(400);
        assertThat(status("/api/v1/balances?acount.id=0.0.5")).isEqualTo(400);
    }

    @Test
    void givenAnAccountOfAChosenNumber_whenMadeTwice_thenItIsFundedOnce() throws Exception {
        // when
        sandbox.createAccount(7_000_001, 5, 6);
        sandbox.createAccount(7_000_001, 5, 6);

        // then
        AccountBalance balance = new AccountBalanceQuery()
                .setAccountId(AccountId.fromString("0.0.7000001"))
                .execute(client);
        assertThat(balance.hbars.toTinybars()).isEqualTo(5);
        assertThat(balance.tokens.get(SMILES)).isEqualTo(6);
        assertThat(sandbox.createAccount(0)).isEqualTo("0.0.7000002");
    }

    @Test
    void givenMoreThanFiftyTokens_whenBalancesAreListed_thenSomeAreHiddenAndTheTokensOwnListShowsThem()
            throws Exception {
        // given
        String account = sandbox.createAccount(1);
        sandbox.sendToken(HederaSandbox.SMILES, account, 9);
        IntStream.range(0, 51).forEach(i -> sandbox.sendToken(sandbox.createToken("AIR" + i, 2), account, 1));
        sandbox.closeBlock();

        // then
        JsonNode tokens = mirror("/api/v1/balances?account.id=" + account)
                .path("balances")
                .path(0)
                .path("tokens");
        assertThat(tokens).hasSize(50);
        assertThat(tokens.findValuesAsText("token_id")).doesNotContain(HederaSandbox.SMILES);
        assertThat(mirror("/api/v1/tokens/" + HederaSandbox.SMILES + "/balances?account.id=" + account)
                        .path("balances")
                        .path(0)
                        .path("balance")
                        .asLong())
                .isEqualTo(9);
    }

    @Test
    void givenAMirrorInTrouble_whenAsked_thenItAnswersAsTold() throws Exception {
        // when
        sandbox.mirror(HederaFault.throttled(7).onlyFor("/balances"));

        // then
        HttpResponse<String> throttled = get("/api/v1/balances?account.id=0.0.2");
        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(throttled.headers().firstValue("Retry-After")).contains("7");
        assertThat(status("/api/v1/blocks?limit=1")).isEqualTo(200);

        // when
        sandbox.mirror(HederaFault.answer(200, "<html>"));

        // then
        assertThat(get("/api/v1/balances").body()).isEqualTo("<html>");
    }

    @Test
    void givenALastingLedger_whenKilledAndStartedAgain_thenWhatWasAcknowledgedIsThereAndHeightsGoOn(
            @TempDir Path directory) throws Exception {
        // given
        String account;
        long height;
        try (HederaSandbox lasting = HederaSandbox.start(0, 0, directory, Duration.ZERO);
                Client sdk = client(lasting)) {
            account = lasting.createAccount(5);
            lasting.closeBlock();
            height = height(lasting);
            new TransferTransaction()
                    .addHbarTransfer(OPERATOR, Hbar.fromTinybars(-6))
                    .addHbarTransfer(AccountId.fromString(account), Hbar.fromTinybars(6))
                    .execute(sdk)
                    .getReceipt(sdk);

            // when
            lasting.kill();
            lasting.restart();

            // then
            assertThat(height(lasting)).isGreaterThan(height);
            assertThat(new AccountBalanceQuery()
                            .setAccountId(AccountId.fromString(account))
                            .execute(sdk)
                            .hbars
                            .toTinybars())
                    .isEqualTo(11);
            height = height(lasting);
        }

        // when
        try (HederaSandbox again = HederaSandbox.start(0, 0, directory, Duration.ZERO)) {
            // then
            assertThat(height(again)).isGreaterThan(height);
            assertThat(mirror(again, "/api/v1/accounts/" + account)
                            .path("balance")
                            .path("balance")
                            .asLong())
                    .isEqualTo(11);
        }
    }

    @Test
    void givenALastingLedger_whenItsHandMovesWhatThereIsNot_thenThatIsRefusedAndItStartsAgain(@TempDir Path directory) {
        try (HederaSandbox lasting = HederaSandbox.start(0, 0, directory, Duration.ZERO)) {
            // given
            String account = lasting.createAccount(5);

            // when
            assertThatThrownBy(() -> lasting.sendHbar("0.0.987654", 1)).hasMessageContaining("INVALID_ACCOUNT_ID");
            assertThatThrownBy(() -> lasting.sendHbar("nobody", 1)).hasMessageContaining("INVALID_ACCOUNT_ID");
            assertThatThrownBy(() -> lasting.sendToken("0.0.987654", account, 1))
                    .hasMessageContaining("INVALID_TOKEN_ID");

            // then
            lasting.kill();
            lasting.restart();
            lasting.sendHbar(account, 1);
        }
    }

    private record Wallet(AccountId id, PrivateKey key) {}

    /** Made by the SDK, with a key of its own. */
    private static Wallet wallet(long tinybars) throws Exception {
        PrivateKey key = PrivateKey.generateED25519();
        AccountId id = new AccountCreateTransaction()
                .setKeyWithoutAlias(key.getPublicKey())
                .setInitialBalance(Hbar.fromTinybars(tinybars))
                .execute(client)
                .getReceipt(client)
                .accountId;
        return new Wallet(id, key);
    }

    private static TransactionResponse hbar(Wallet from, Wallet to, long tinybars, PrivateKey signer) throws Exception {
        return new TransferTransaction()
                .addHbarTransfer(from.id(), Hbar.fromTinybars(-tinybars))
                .addHbarTransfer(to.id(), Hbar.fromTinybars(tinybars))
                .freezeWith(client)
                .sign(signer)
                .execute(client);
    }

    private static TransactionResponse smiles(Wallet to, long amount) throws Exception {
        return new TransferTransaction()
                .addTokenTransfer(SMILES, OPERATOR, -amount)
                .addTokenTransfer(SMILES, to.id(), amount)
                .execute(client);
    }

    private static TransferTransaction gift() {
        return new TransferTransaction()
                .addHbarTransfer(OPERATOR, Hbar.fromTinybars(-1))
                .addHbarTransfer(AccountId.fromString("0.0.98"), Hbar.fromTinybars(1));
    }

    private static AccountBalance balance(Wallet wallet) throws Exception {
        return new AccountBalanceQuery().setAccountId(wallet.id()).execute(client);
    }

    private static long tinybars(Wallet wallet) throws Exception {
        return balance(wallet).hbars.toTinybars();
    }

    private static void assertRefused(Status status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PrecheckStatusException.class, e -> assertThat(e.status).isEqualTo(status));
    }

    private static PrivateKey operatorKey() {
        return PrivateKey.fromStringED25519(HederaSandbox.OPERATOR_KEY);
    }

    private static Client client(HederaSandbox to) throws InterruptedException {
        return client(Map.of(to.nodeAddress(), NODE));
    }

    private static Client client(Map<String, AccountId> network) throws InterruptedException {
        return Client.forNetwork(network)
                .setOperator(OPERATOR, operatorKey())
                .setMaxAttempts(3)
                .setMinBackoff(Duration.ofMillis(20))
                .setMaxBackoff(Duration.ofMillis(50))
                .setNodeMinBackoff(Duration.ofMillis(20));
    }

    private static long height(HederaSandbox of) throws Exception {
        return mirror(of, "/api/v1/blocks?limit=1&order=desc")
                .path("blocks")
                .path(0)
                .path("number")
                .asLong();
    }

    private static JsonNode mirror(String path) throws IOException, InterruptedException {
        return mirror(sandbox, path);
    }

    private static JsonNode mirror(HederaSandbox of, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(of, path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private static int status(String path) throws IOException, InterruptedException {
        return get(path).statusCode();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(sandbox, path);
    }

    private static HttpResponse<String> get(HederaSandbox of, String path) throws IOException, InterruptedException {
        URI uri = URI.create(of.mirrorUrl() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
