package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.infrastructure.stellar.Fault;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stellar.sdk.Account;
import org.stellar.sdk.Asset;
import org.stellar.sdk.ChangeTrustAsset;
import org.stellar.sdk.ChangeTrustOperation;
import org.stellar.sdk.CreateAccountOperation;
import org.stellar.sdk.FeeBumpTransaction;
import org.stellar.sdk.InvokeHostFunctionOperation;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.ManageSellOfferOperation;
import org.stellar.sdk.Memo;
import org.stellar.sdk.Network;
import org.stellar.sdk.Operation;
import org.stellar.sdk.PaymentOperation;
import org.stellar.sdk.PrepareTransactionException;
import org.stellar.sdk.Price;
import org.stellar.sdk.Server;
import org.stellar.sdk.SetOptionsOperation;
import org.stellar.sdk.SetTrustlineFlagsOperation;
import org.stellar.sdk.SorobanServer;
import org.stellar.sdk.TimeBounds;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.TransactionBuilder;
import org.stellar.sdk.TransactionPreconditions;
import org.stellar.sdk.TrustLineAsset;
import org.stellar.sdk.requests.ErrorResponse;
import org.stellar.sdk.requests.sorobanrpc.EventFilterType;
import org.stellar.sdk.requests.sorobanrpc.GetEventsRequest;
import org.stellar.sdk.requests.sorobanrpc.SorobanRpcErrorResponse;
import org.stellar.sdk.responses.AccountResponse;
import org.stellar.sdk.responses.operations.OperationResponse;
import org.stellar.sdk.responses.operations.PaymentOperationResponse;
import org.stellar.sdk.responses.sorobanrpc.GetEventsResponse;
import org.stellar.sdk.responses.sorobanrpc.GetTransactionResponse.GetTransactionStatus;
import org.stellar.sdk.responses.sorobanrpc.SendTransactionResponse;
import org.stellar.sdk.responses.sorobanrpc.SendTransactionResponse.SendTransactionStatus;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.LedgerEntry.LedgerEntryData;
import org.stellar.sdk.xdr.LedgerEntryType;
import org.stellar.sdk.xdr.LedgerKey;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.TransactionMeta;
import org.stellar.sdk.xdr.TransactionResult;
import org.stellar.sdk.xdr.TransactionResultCode;
import org.stellar.sdk.xdr.TrustLineEntry;
import org.stellar.sdk.xdr.TrustLineFlags;

/** Everything that the sandbox promises, seen through the unmodified SDK. Ledgers close when a test says so. */
class StellarSandboxIT {

    private static final Network NETWORK = new Network(StellarSandbox.networkPassphrase());
    private static final Asset USDC = Asset.create(StellarSandbox.usdc());
    private static final KeyPair ISSUER = StellarSandbox.key("usdc-issuer");
    private static final KeyPair FRIENDBOT = StellarSandbox.key("friendbot");
    private static final String TRANSFER = base64(Scv.toSymbol("transfer"));
    private static final String MINT = base64(Scv.toSymbol("mint"));

    private static StellarSandbox sandbox;
    private static SorobanServer rpc;
    private static Server horizon;

    private final KeyPair alice = KeyPair.random();
    private final KeyPair bob = KeyPair.random();

    @BeforeAll
    static void start() {
        sandbox = StellarSandbox.start(0, null, Duration.ZERO);
        rpc = new SorobanServer(sandbox.rpcUrl());
        horizon = new Server(sandbox.horizonUrl());
    }

    @AfterAll
    static void stop() throws IOException {
        rpc.close();
        horizon.close();
        sandbox.close();
    }

    @AfterEach
    void behaveAgain() {
        sandbox.behave(StellarSandbox.RPC);
        sandbox.behave(StellarSandbox.HORIZON);
        sandbox.rules(100, false);
        sandbox.skewClock(Duration.ZERO);
        sandbox.keepLedgers(100_000);
    }

    @Test
    void givenTheNetwork_whenAskedForItself_thenItTellsWhatASdkNeeds() throws Exception {
        // when
        int ledger = sandbox.closeLedger();

        // then
        assertThat(rpc.getHealth().getStatus()).isEqualTo("healthy");
        assertThat(rpc.getHealth().getLatestLedger()).isEqualTo(ledger);
        assertThat(rpc.getNetwork().getPassphrase()).isEqualTo(StellarSandbox.networkPassphrase());
        assertThat(rpc.getLatestLedger().getSequence()).isEqualTo(ledger);
        assertThat(rpc.getLatestLedger().getId()).matches("[0-9a-f]{64}");
        assertThat(horizon.root().getNetworkPassphrase()).isEqualTo(StellarSandbox.networkPassphrase());
    }

    @Test
    void givenTheFaucet_whenAskedTwice_thenItCreatesTheAccountOnce() throws Exception {
        // when
        int first = get(sandbox.friendbotUrl() + "?addr=" + alice.getAccountId());
        int second = get(sandbox.friendbotUrl() + "?addr=" + alice.getAccountId());

        // then
        assertThat(first).isEqualTo(200);
        assertThat(second).isEqualTo(400);
        assertThat(horizon.accounts()
                        .account(alice.getAccountId())
                        .getBalances()[0]
                        .getBalance())
                .isEqualTo("10000.0000000");
    }

    @Test
    void givenAPayment_whenSent_thenItIsPendingUntilTheLedgerClosesAndThenThere() throws Exception {
        // given
        sandbox.open(alice, 50_000_000);
        sandbox.open(bob, 0);
        Transaction payment = signed(alice, pay(bob, "2.5"));

        // when
        SendTransactionResponse sent = rpc.sendTransaction(payment);
        SendTransactionResponse again = rpc.sendTransaction(payment);

        // then
        assertThat(sent.getStatus()).isEqualTo(SendTransactionStatus.PENDING);
        assertThat(sent.getHash()).isEqualTo(payment.hashHex());
        assertThat(again.getStatus()).isEqualTo(SendTransactionStatus.DUPLICATE);
        assertThat(rpc.getTransaction(payment.hashHex()).getStatus()).isEqualTo(GetTransactionStatus.NOT_FOUND);

        // when
        long ledger = sandbox.closeLedger();

        // then
        var found = rpc.getTransaction(payment.hashHex());
        assertThat(found.getStatus()).isEqualTo(GetTransactionStatus.SUCCESS);
        assertThat(found.getLedger()).isEqualTo(ledger);
        assertThat(found.getLatestLedger()).isEqualTo(ledger);
        assertThat(TransactionResult.fromXdrBase64(found.getResultXdr())
                        .getResult()
                        .getDiscriminant())
                .isEqualTo(TransactionResultCode.txSUCCESS);
        assertThat(TransactionMeta.fromXdrBase64(found.getResultMetaXdr()).getDiscriminant())
                .isEqualTo(3);
        assertThat(trustLine(bob).getBalance().getInt64()).isEqualTo(25_000_000);
        assertThat(trustLine(alice).getBalance().getInt64()).isEqualTo(25_000_000);
        assertThat(code(rpc.sendTransaction(payment))).isEqualTo(TransactionResultCode.txBAD_SEQ);
    }

    @Test
    void givenBadTransactions_whenSent_thenEachIsRefusedForItsOwnReason() throws Exception {
        // given
        sandbox.open(alice, 10_000_000);
        sandbox.open(bob, 0);
        Account early = account(alice);
        early.incrementSequenceNumber();
        Transaction unsigned = built(account(alice), soon(), 100, pay(bob, "1"));
        Transaction byOthers = built(account(alice), soon(), 100, pay(bob, "1"));
        byOthers.sign(alice);
        byOthers.sign(bob);
        Transaction late = built(account(alice), new TimeBounds(0, 1), 100, pay(bob, "1"));
        late.sign(alice);
        Transaction future = built(account(alice), new TimeBounds(4_000_000_000L, 0), 100, pay(bob, "1"));
        future.sign(alice);
        Transaction skipping = built(early, soon(), 100, pay(bob, "1"));
        skipping.sign(alice);
        Transaction stranger = built(new Account(KeyPair.random().getAccountId(), 1L), soon(), 100, pay(bob, "1"));

        // then
        assertThat(code(rpc.sendTransaction(unsigned))).isEqualTo(TransactionResultCode.txBAD_AUTH);
        assertThat(code(rpc.sendTransaction(byOthers))).isEqualTo(TransactionResultCode.txBAD_AUTH_EXTRA);
        assertThat(code(rpc.sendTransaction(late))).isEqualTo(TransactionResultCode.txTOO_LATE);
        assertThat(code(rpc.sendTransaction(future))).isEqualTo(TransactionResultCode.txTOO_EARLY);
        assertThat(code(rpc.sendTransaction(skipping))).isEqualTo(TransactionResultCode.txBAD_SEQ);
        assertThat(code(rpc.sendTransaction(stranger))).isEqualTo(TransactionResultCode.txNO_ACCOUNT);

        // when
        sandbox.rules(5_000, false);

        // then
        assertThat(code(rpc.sendTransaction(signed(alice, pay(bob, "1")))))
                .isEqualTo(TransactionResultCode.txINSUFFICIENT_FEE);
    }

    @Test
    void givenATransactionThatWaits_whenItsTimeRunsOutOrAnotherComes_thenItIsNeverThereAndTheOtherHasToWait()
            throws Exception {
        // given
        sandbox.open(alice, 10_000_000);
        sandbox.open(bob, 0);
        Transaction waiting = built(account(alice), in(Duration.ofSeconds(20)), 100, pay(bob, "1"));
        waiting.sign(alice);
        rpc.sendTransaction(waiting);
        Account next = account(alice);
        next.incrementSequenceNumber();
        Transaction other = built(next, soon(), 100, pay(bob, "0.5"));
        other.sign(alice);

        // when
        SendTransactionStatus status = rpc.sendTransaction(other).getStatus();
        sandbox.skewClock(Duration.ofSeconds(25));
        sandbox.closeLedger();

        // then
        assertThat(status).isEqualTo(SendTransactionStatus.TRY_AGAIN_LATER);
        assertThat(rpc.getTransaction(waiting.hashHex()).getStatus()).isEqualTo(GetTransactionStatus.NOT_FOUND);
        assertThat(trustLine(bob).getBalance().getInt64()).isZero();
    }

    @Test
    void givenAPaymentThatCannotBe_whenTheLedgerCloses_thenItFailsAsAWholeAndTheFeeIsGone() throws Exception {
        // given
        sandbox.open(alice, 10_000_000);
        sandbox.open(bob, 0);
        long before = coins(alice);
        Transaction payment = signed(alice, pay(bob, "0.5"), pay(bob, "100"));

        // when
        rpc.sendTransaction(payment);
        sandbox.closeLedger();

        // then
        var found = rpc.getTransaction(payment.hashHex());
        assertThat(found.getStatus()).isEqualTo(GetTransactionStatus.FAILED);
        assertThat(TransactionResult.fromXdrBase64(found.getResultXdr())
                        .getResult()
                        .getDiscriminant())
                .isEqualTo(TransactionResultCode.txFAILED);
        assertThat(trustLine(bob).getBalance().getInt64()).isZero();
        assertThat(coins(alice)).isEqualTo(before - 200);
    }

    @Test
    void givenAFeeBump_whenSent_thenSomebodyElsePays() throws Exception {
        // given
        sandbox.open(alice, 10_000_000);
        sandbox.open(bob, 0);
        long before = coins(alice);
        Transaction inner = signed(alice, pay(bob, "1"));
        FeeBumpTransaction bump = new FeeBumpTransaction.Builder(inner)
                .setBaseFee(400)
                .setFeeAccount(bob.getAccountId())
                .build();
        bump.sign(bob);

        // when
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"sendTransaction\",\"params\":{\"transaction\":\""
                + bump.toEnvelopeXdrBase64() + "\"}}";
        assertThat(post(sandbox.rpcUrl(), body)).contains("PENDING");
        sandbox.closeLedger();

        // then
        assertThat(rpc.getTransaction(bump.hashHex()).getFeeBump()).isTrue();
        assertThat(trustLine(bob).getBalance().getInt64()).isEqualTo(10_000_000);
        assertThat(coins(alice)).isEqualTo(before);
    }

    @Test
    void givenTrustlines_whenLimitedBoundAndUnauthorised_thenTheLedgerSaysSo() throws Exception {
        // given
        KeyPair carol = KeyPair.random();
        sandbox.open(alice, 100_000_000);
        Asset strict = Asset.create(null, "STRICT", carol.getAccountId());
        sandbox.apply(FRIENDBOT, new CreateAccountOperation.Builder(carol.getAccountId(), "100").build());
        sandbox.apply(carol, new SetOptionsOperation.Builder().setSetFlags(3).build());

        // when
        sandbox.apply(
                alice,
                trust(strict, "50"),
                new ManageSellOfferOperation.Builder(USDC, Asset.create("native"), "4", Price.fromString("10"))
                        .build());

        // then
        LedgerKey key = trustLineKey(alice, strict);
        assertThat(entry(key).getTrustLine().getFlags().getUint32().getNumber()).isZero();
        assertThat(trustLine(alice)
                        .getExt()
                        .getV1()
                        .getLiabilities()
                        .getSelling()
                        .getInt64())
                .isEqualTo(40_000_000);
        assertThat(trustLine(alice).getBalance().getInt64()).isEqualTo(100_000_000);

        // when
        sandbox.apply(
                carol,
                new SetTrustlineFlagsOperation.Builder(
                                alice.getAccountId(),
                                strict,
                                EnumSet.noneOf(TrustLineFlags.class),
                                EnumSet.of(TrustLineFlags.AUTHORIZED_FLAG))
                        .build());

        // then
        assertThat(entry(key).getTrustLine().getFlags().getUint32().getNumber()).isOne();
        assertThatThrownBy(() -> sandbox.apply(alice, pay(ISSUER, "7"))).isInstanceOf(PartFailed.class);
        assertThatThrownBy(() ->
                        sandbox.apply(carol, new PaymentOperation.Builder(alice.getAccountId(), strict, "51").build()))
                .isInstanceOf(PartFailed.class);
    }

    @Test
    void givenKeysOfAllKinds_whenLedgerEntriesAreAsked_thenMissingOnesAreLeftOutAndTooManyAreRefused()
            throws Exception {
        // given
        sandbox.open(alice, 7);
        List<LedgerKey> keys = new ArrayList<>(List.of(accountKey(alice), trustLineKey(alice, USDC)));
        IntStream.range(0, 198).forEach(i -> keys.add(accountKey(KeyPair.random())));

        // then
        assertThat(rpc.getLedgerEntries(keys).getEntries()).hasSize(2);
        assertThat(rpc.getLedgerEntries(keys).getLatestLedger())
                .isEqualTo(rpc.getLatestLedger().getSequence().longValue());

        // when
        keys.add(accountKey(bob));

        // then
        assertThatThrownBy(() -> rpc.getLedgerEntries(keys)).isInstanceOf(SorobanRpcErrorResponse.class);
    }

    @Test
    void givenPayments_whenEventsAreAsked_thenTransfersAndMintsComeInPagesByCursor() throws Exception {
        // given
        sandbox.open(alice, 100);
        sandbox.open(bob, 0);
        long start = sandbox.closeLedger();
        sandbox.mint(alice.getAccountId(), 900);
        Transaction payment = signed(alice, List.of(pay(bob, "0.00001"), pay(bob, "0.00002")), Memo.id(42L));
        rpc.sendTransaction(payment);
        sandbox.closeLedger();

        // when
        GetEventsResponse all = rpc.getEvents(events(start, null, 100, TRANSFER, MINT));
        GetEventsResponse first = rpc.getEvents(events(start, null, 2, TRANSFER, MINT));
        String cursor = first.getEvents().getLast().getId();
        GetEventsResponse rest = rpc.getEvents(events(0L, cursor, 2, TRANSFER, MINT));

        // then
        assertThat(all.getEvents()).hasSize(3);
        assertThat(all.getEvents().getFirst().getTopic())
                .containsExactly(
                        MINT, base64(Scv.toAddress(alice.getAccountId())), base64(Scv.toString(StellarSandbox.usdc())));
        assertThat(all.getEvents().getFirst().getContractId()).isEqualTo(StellarSandbox.usdcContract());
        assertThat(all.getEvents().get(1).getTopic())
                .containsExactly(
                        TRANSFER,
                        base64(Scv.toAddress(alice.getAccountId())),
                        base64(Scv.toAddress(bob.getAccountId())),
                        base64(Scv.toString(StellarSandbox.usdc())));
        assertThat(Scv.fromMap(SCVal.fromXdrBase64(all.getEvents().get(1).getValue())))
                .containsEntry(Scv.toSymbol("amount"), Scv.toInt128(BigInteger.valueOf(100)))
                .containsEntry(Scv.toSymbol("to_muxed_id"), Scv.toUint64(BigInteger.valueOf(42)));
        assertThat(Scv.fromInt128(SCVal.fromXdrBase64(all.getEvents().getFirst().getValue())))
                .isEqualTo(900);
        assertThat(first.getEvents()).hasSize(2);
        assertThat(rest.getEvents())
                .extracting(GetEventsResponse.EventInfo::getId)
                .containsExactly(all.getEvents().getLast().getId());
    }

    @Test
    void givenABoundedHistory_whenItIsAskedForWhatIsGone_thenTheNodeSaysWhatItHas() throws Exception {
        // given
        sandbox.open(alice, 1);
        String hash = sandbox.mint(alice.getAccountId(), 1);
        long start = rpc.getLatestLedger().getSequence();

        // when
        sandbox.keepLedgers(3);
        IntStream.range(0, 5).forEach(i -> sandbox.closeLedger());

        // then
        assertThat(rpc.getHealth().getOldestLedger()).isEqualTo(start + 3);
        assertThat(rpc.getTransaction(hash).getStatus()).isEqualTo(GetTransactionStatus.NOT_FOUND);
        assertThatThrownBy(() -> rpc.getEvents(events(start, null, 10, TRANSFER)))
                .isInstanceOf(SorobanRpcErrorResponse.class)
                .hasMessageContaining("ledger range: " + (start + 3) + " - " + (start + 5));
        assertThatThrownBy(() -> rpc.getEvents(events(start + 6, null, 10, TRANSFER)))
                .isInstanceOf(SorobanRpcErrorResponse.class);
    }

    @Test
    void givenHorizon_whenAskedForAccountsAndPayments_thenItSaysTheSame() throws Exception {
        // given
        sandbox.open(alice, 30_000_000);
        sandbox.open(bob, 0);
        sandbox.apply(alice, pay(bob, "1.25"));

        // when
        AccountResponse account = horizon.accounts().account(bob.getAccountId());
        List<OperationResponse> payments = horizon.payments()
                .forAccount(bob.getAccountId())
                .limit(10)
                .execute()
                .getRecords();

        // then
        assertThat(account.getBalances()[0].getBalance()).isEqualTo("1.2500000");
        assertThat(account.getBalances()[0].getAuthorized()).isTrue();
        assertThat(account.getBalances()[1].getAssetType()).isEqualTo("native");
        assertThat(payments).hasSize(2);
        assertThat(((PaymentOperationResponse) payments.get(1)).getAmount()).isEqualTo("1.2500000");
        assertThatThrownBy(() -> horizon.accounts().account(KeyPair.random().getAccountId()))
                .isInstanceOfSatisfying(
                        ErrorResponse.class,
                        refusal -> assertThat(refusal.getCode()).isEqualTo(404));
    }

    @Test
    void givenRpcServersThatForget_whenHorizonIsAsked_thenItStillKnows() throws Exception {
        // given
        sandbox.open(alice, 30_000_000);
        sandbox.open(bob, 0);
        sandbox.apply(alice, pay(bob, "1.25"));
        int ledger = sandbox.closeLedger();

        // when
        sandbox.keepLedgers(1, 100_000);

        // then
        assertThat(rpc.getHealth().getOldestLedger()).isGreaterThanOrEqualTo(ledger);
        assertThat(horizon.root().getHistoryElderLedger()).isLessThan(ledger);
        assertThat(horizon.payments().forAccount(bob.getAccountId()).execute().getRecords())
                .hasSize(2);
    }

    @Test
    void givenFaults_whenANodeIsAsked_thenItDoesWrongWhatItWasToldAndNoMore() throws Exception {
        // given
        sandbox.open(alice, 10_000_000);
        sandbox.open(bob, 0);

        // when
        sandbox.behave(
                StellarSandbox.RPC, Fault.throttled(3).times(1), Fault.garbage().of("getHealth"));

        // then
        assertThat(status(sandbox.rpcUrl())).isEqualTo("429 3");
        assertThatThrownBy(() -> rpc.getHealth()).isInstanceOf(Exception.class);
        assertThat(rpc.getLatestLedger().getSequence()).isPositive();

        // when: the reply is lost after the transaction was taken (once more when the HTTP client tries again by
        // itself)
        sandbox.behave(StellarSandbox.RPC, Fault.loseReply().of("sendTransaction"));
        Transaction payment = signed(alice, pay(bob, "1"));
        assertThatThrownBy(() -> rpc.sendTransaction(payment)).isInstanceOf(IOException.class);
        sandbox.closeLedger();

        // then
        assertThat(rpc.getTransaction(payment.hashHex()).getStatus()).isEqualTo(GetTransactionStatus.SUCCESS);

        // when
        sandbox.behave(StellarSandbox.RPC, Fault.tryAgainLater(), Fault.wrongNetwork(), Fault.lag());
        long seen = rpc.getLatestLedger().getSequence();
        sandbox.mint(alice.getAccountId(), 5);

        // then
        assertThat(rpc.sendTransaction(signed(alice, pay(bob, "1"))).getStatus())
                .isEqualTo(SendTransactionStatus.TRY_AGAIN_LATER);
        assertThat(rpc.getNetwork().getPassphrase()).isNotEqualTo(StellarSandbox.networkPassphrase());
        assertThat(rpc.getLatestLedger().getSequence()).isEqualTo((int) seen);
        assertThat(trustLine(alice).getBalance().getInt64()).isZero();
        try (SorobanServer other = new SorobanServer(sandbox.rpcUrl("other"))) {
            assertThat(other.getLatestLedger().getSequence()).isGreaterThan((int) seen);
        }
    }

    @Test
    void givenTheVault_whenADepositIsSimulatedPreparedAndSent_thenSharesAppearAndEventsTellOfThem() throws Exception {
        // given
        sandbox.open(alice, 50_000_000);
        Transaction deposit = built(account(alice), soon(), 100, deposit(alice, 20_000_000));

        // when
        Transaction prepared = rpc.prepareTransaction(deposit);
        prepared.sign(alice);
        long start = rpc.getLatestLedger().getSequence();
        assertThat(rpc.sendTransaction(prepared).getStatus()).isEqualTo(SendTransactionStatus.PENDING);
        sandbox.closeLedger();

        // then
        var found = rpc.getTransaction(prepared.hashHex());
        assertThat(found.getStatus()).isEqualTo(GetTransactionStatus.SUCCESS);
        Collection<SCVal> returned = Scv.fromVec(TransactionMeta.fromXdrBase64(found.getResultMetaXdr())
                .getV3()
                .getSorobanMeta()
                .getReturnValue());
        assertThat(returned).hasSize(3);
        assertThat(trustLine(alice).getBalance().getInt64()).isEqualTo(30_000_000);
        assertThat(rpc.getEvents(events(start, null, 10, TRANSFER)).getEvents()).hasSize(1);
        assertThat(rpc.simulateTransaction(built(account(alice), soon(), 100, shares(alice)))
                        .getResults()
                        .getFirst()
                        .getXdr())
                .isNotEqualTo(base64(Scv.toInt128(BigInteger.ZERO)));

        // when
        sandbox.rules(100, true);

        // then
        assertThatThrownBy(() -> rpc.prepareTransaction(built(account(alice), soon(), 100, deposit(alice, 1_000))))
                .isInstanceOf(PrepareTransactionException.class);
        assertThat(rpc.simulateTransaction(built(account(alice), soon(), 100, deposit(alice, 1_000)))
                        .getError())
                .contains("#144");
    }

    @Test
    void givenADirectory_whenKilledAndRestarted_thenEveryLedgerThatWasSeenIsThere(@TempDir Path directory)
            throws Exception {
        // given
        try (StellarSandbox lasting = StellarSandbox.start(0, directory, Duration.ZERO);
                SorobanServer server = new SorobanServer(lasting.rpcUrl())) {
            lasting.open(alice, 1_000);
            String hash = lasting.mint(alice.getAccountId(), 234);
            lasting.closeLedger();
            String newest = server.getLatestLedger().getId();

            // when
            lasting.kill();
            lasting.restart();

            // then
            assertThat(server.getLatestLedger().getId()).isEqualTo(newest);
            assertThat(server.getTransaction(hash).getStatus()).isEqualTo(GetTransactionStatus.SUCCESS);
            LedgerEntryData line =
                    LedgerEntryData.fromXdrBase64(server.getLedgerEntries(List.of(trustLineKey(alice, USDC)))
                            .getEntries()
                            .getFirst()
                            .getXdr());
            assertThat(line.getTrustLine().getBalance().getInt64()).isEqualTo(1_234);
            assertThat(lasting.mint(alice.getAccountId(), 1)).isNotBlank();
        }
    }

    private static Operation pay(KeyPair to, String amount) {
        return new PaymentOperation.Builder(to.getAccountId(), USDC, amount).build();
    }

    private static Operation trust(Asset asset, String limit) {
        return new ChangeTrustOperation.Builder(ChangeTrustAsset.create(asset), limit).build();
    }

    private static Operation deposit(KeyPair from, long units) {
        SCVal amounts = Scv.toVec(List.of(Scv.toInt128(BigInteger.valueOf(units))));
        return invoke("deposit", List.of(amounts, amounts, Scv.toAddress(from.getAccountId()), Scv.toBoolean(true)));
    }

    private static Operation shares(KeyPair of) {
        return invoke("balance", List.of(Scv.toAddress(of.getAccountId())));
    }

    private static Operation invoke(String function, List<SCVal> arguments) {
        return InvokeHostFunctionOperation.invokeContractFunctionOperationBuilder(
                        StellarSandbox.vaultContract(), function, arguments)
                .build();
    }

    private static Account account(KeyPair owner) throws Exception {
        return new Account(
                owner.getAccountId(), rpc.getAccount(owner.getAccountId()).getSequenceNumber());
    }

    private static TimeBounds soon() {
        return in(Duration.ofMinutes(5));
    }

    private static TimeBounds in(Duration time) {
        return new TimeBounds(0, Instant.now().plus(time).getEpochSecond());
    }

    private static Transaction built(Account source, TimeBounds time, long fee, Operation... operations) {
        return new TransactionBuilder(source, NETWORK)
                .setBaseFee(fee)
                .addOperations(List.of(operations))
                .addPreconditions(
                        TransactionPreconditions.builder().timeBounds(time).build())
                .build();
    }

    private static Transaction signed(KeyPair source, Operation... operations) throws Exception {
        Transaction transaction = built(account(source), soon(), 100, operations);
        transaction.sign(source);
        return transaction;
    }

    private static Transaction signed(KeyPair source, List<Operation> operations, Memo memo) throws Exception {
        Transaction transaction = new TransactionBuilder(account(source), NETWORK)
                .setBaseFee(100)
                .addOperations(operations)
                .addMemo(memo)
                .setTimeout(300)
                .build();
        transaction.sign(source);
        return transaction;
    }

    private static TransactionResultCode code(SendTransactionResponse response) throws IOException {
        assertThat(response.getStatus()).isEqualTo(SendTransactionStatus.ERROR);
        return TransactionResult.fromXdrBase64(response.getErrorResultXdr())
                .getResult()
                .getDiscriminant();
    }

    private static GetEventsRequest events(Long start, String cursor, long limit, String... names) {
        List<Collection<String>> topics = new ArrayList<>();
        for (String name : names) {
            topics.add(List.of(name, "**"));
        }
        return GetEventsRequest.builder()
                .startLedger(start)
                .filter(GetEventsRequest.EventFilter.builder()
                        .type(EventFilterType.CONTRACT)
                        .contractIds(List.of(StellarSandbox.usdcContract()))
                        .topics(topics)
                        .build())
                .pagination(GetEventsRequest.PaginationOptions.builder()
                        .limit(limit)
                        .cursor(cursor)
                        .build())
                .build();
    }

    private static LedgerKey accountKey(KeyPair owner) {
        return new LedgerKey.Builder()
                .discriminant(LedgerEntryType.ACCOUNT)
                .account(new LedgerKey.LedgerKeyAccount.Builder()
                        .accountID(owner.getXdrAccountId())
                        .build())
                .build();
    }

    private static LedgerKey trustLineKey(KeyPair owner, Asset asset) {
        return new LedgerKey.Builder()
                .discriminant(LedgerEntryType.TRUSTLINE)
                .trustLine(new LedgerKey.LedgerKeyTrustLine.Builder()
                        .accountID(owner.getXdrAccountId())
                        .asset(TrustLineAsset.create(asset).toXdr())
                        .build())
                .build();
    }

    private static LedgerEntryData entry(LedgerKey key) throws Exception {
        return LedgerEntryData.fromXdrBase64(
                rpc.getLedgerEntries(List.of(key)).getEntries().getFirst().getXdr());
    }

    private static TrustLineEntry trustLine(KeyPair owner) throws Exception {
        return entry(trustLineKey(owner, USDC)).getTrustLine();
    }

    private static long coins(KeyPair owner) throws Exception {
        return entry(accountKey(owner)).getAccount().getBalance().getInt64();
    }

    private static int get(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String post(String url, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static String status(String url) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"getHealth\",\"id\":1}"))
                    .build();
            var response = http.send(request, BodyHandlers.discarding());
            return response.statusCode() + " "
                    + response.headers().firstValue("Retry-After").orElse("");
        }
    }

    private static String base64(SCVal value) {
        try {
            return value.toXdrBase64();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
