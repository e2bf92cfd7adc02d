package io.ballast.bench.chain;

import com.hedera.hashgraph.sdk.AccountBalanceQuery;
import com.hedera.hashgraph.sdk.AccountId;
import com.hedera.hashgraph.sdk.Client;
import io.ballast.infrastructure.HederaSandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.stellar.sdk.Asset;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.SorobanServer;
import org.stellar.sdk.TrustLineAsset;
import org.stellar.sdk.xdr.AccountID;
import org.stellar.sdk.xdr.LedgerEntryType;
import org.stellar.sdk.xdr.LedgerKey;
import org.stellar.sdk.xdr.LedgerKey.LedgerKeyAccount;
import org.stellar.sdk.xdr.LedgerKey.LedgerKeyTrustLine;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.http.HttpService;

/** Wallets read as the documentation of each SDK shows it: one call for each, one after the other, none stored. */
final class OneByOne implements AutoCloseable {

    private static final String BALANCE_OF = "0x70a08231";
    private static final double NANOS = 1e9;

    private final SlowChains chains;
    private final String usdc;
    private final OkHttpClient http = new OkHttpClient();
    private final Web3j web3;
    private final SorobanServer soroban;
    private final Client hedera;

    /** @param usdc as {@code CODE:ISSUER} */
    OneByOne(SlowChains chains, String usdc) throws Exception {
        this.chains = chains;
        this.usdc = usdc;
        this.web3 = Web3j.build(new HttpService(chains.url(Network.EVM), http));
        this.soroban = new SorobanServer(chains.url(Network.STELLAR));
        this.hedera = Client.forNetwork(Map.of(chains.consensusAddress(), AccountId.fromString("0.0.3")));
        hedera.setTransportSecurity(false);
    }

    /**
     * What it took.
     *
     * @param calls for how many wallets
     */
    record Done(int wallets, long calls, double seconds) {

        double perSecond() {
            return wallets / seconds;
        }

        double callsFor(int others) {
            return (double) calls * others / wallets;
        }
    }

    /** Reads one wallet. */
    @FunctionalInterface
    private interface Reader {
        void read(int number) throws Exception;
    }

    /** Reads wallets, beginning with the first, until the time is over. */
    Done read(Network network, int wallets, Duration duration) throws Exception {
        Done done = read(network, number -> read(network, number), wallets, duration);
        // Calls by gRPC go another way than those that are counted; there is one for each query.
        return network == Network.HEDERA ? new Done(done.wallets(), done.wallets(), done.seconds()) : done;
    }

    /** Hedera's wallets by mirror node, as the service reads them, but each for itself: its HBAR, and then its Smiles. */
    Done readByMirror(int wallets, Duration duration) throws Exception {
        return read(Network.HEDERA, this::mirror, wallets, duration);
    }

    private Done read(Network network, Reader reader, int wallets, Duration duration) throws Exception {
        reader.read(1);
        chains.way(network).takeCalls();
        long begin = System.nanoTime();
        int done = 0;
        while (done < wallets && System.nanoTime() - begin < duration.toNanos()) {
            done++;
            reader.read(done);
        }
        double seconds = (System.nanoTime() - begin) / NANOS;
        return new Done(done, chains.way(network).takeCalls(), seconds);
    }

    private void read(Network network, int number) throws Exception {
        String address = network.address(number);
        switch (network) {
            case EVM -> evm(address);
            case STELLAR -> stellar(address);
            case HEDERA ->
                new AccountBalanceQuery()
                        .setAccountId(AccountId.fromString(address))
                        .execute(hedera);
        }
    }

    private void evm(String address) throws Exception {
        String data = BALANCE_OF + "0".repeat(24) + address.substring(2);
        Transaction call = Transaction.createEthCallTransaction(null, chains.token(), data);
        web3.ethCall(call, DefaultBlockParameterName.LATEST).send().getValue();
    }

    /** The account's own entry and its trustline, in one call. */
    private void stellar(String address) throws Exception {
        AccountID account = KeyPair.fromAccountId(address).getXdrAccountId();
        LedgerKey self = new LedgerKey.Builder()
                .discriminant(LedgerEntryType.ACCOUNT)
                .account(new LedgerKeyAccount.Builder().accountID(account).build())
                .build();
        LedgerKey trust = new LedgerKey.Builder()
                .discriminant(LedgerEntryType.TRUSTLINE)
                .trustLine(new LedgerKeyTrustLine.Builder()
                        .accountID(account)
                        .asset(TrustLineAsset.create(Asset.create(usdc)).toXdr())
                        .build())
                .build();
        soroban.getLedgerEntries(List.of(self, trust));
    }

    private void mirror(int number) throws IOException {
        String account = "?account.id=" + Network.HEDERA.address(number);
        get("/api/v1/balances" + account);
        get("/api/v1/tokens/" + HederaSandbox.SMILES + "/balances" + account);
    }

    private void get(String path) throws IOException {
        Request request =
                new Request.Builder().url(chains.url(Network.HEDERA) + path).build();
        try (Response response = http.newCall(request).execute()) {
            response.body().string();
        }
    }

    @Override
    public void close() throws IOException {
        web3.shutdown();
        soroban.close();
        try {
            hedera.close();
        } catch (TimeoutException e) {
            throw new IOException("The Hedera client did not close", e);
        }
    }
}
