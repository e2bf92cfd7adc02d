package io.ballast.bench.deposit;

import io.ballast.infrastructure.StellarSandbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.stellar.sdk.Asset;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Network;
import org.stellar.sdk.Operation;
import org.stellar.sdk.PaymentOperation;
import org.stellar.sdk.SorobanServer;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.TransactionBuilder;
import org.stellar.sdk.responses.sorobanrpc.GetTransactionResponse;
import org.stellar.sdk.responses.sorobanrpc.GetTransactionResponse.GetTransactionStatus;
import org.stellar.sdk.responses.sorobanrpc.SendTransactionResponse.SendTransactionStatus;

/** Pays many wallets in one ledger: as many accounts as transactions are needed, each with as many payments as one may have. */
final class Payers {

    static final int PAYMENTS = 100;

    private static final long FUNDS = 1_000_000_000_000L;
    private static final long FEE = 100;
    private static final long TIMEOUT_SECONDS = 300;
    private static final int DECIMALS = 7;

    private final StellarSandbox sandbox;
    private final SorobanServer rpc;
    private final List<KeyPair> keys;

    /** Opens the accounts. */
    Payers(StellarSandbox sandbox, SorobanServer rpc, int wallets) {
        this.sandbox = sandbox;
        this.rpc = rpc;
        this.keys = IntStream.rangeClosed(1, transactions(wallets))
                .mapToObj(number -> StellarSandbox.key("bench-payer-" + number))
                .toList();
        keys.forEach(key -> sandbox.open(key, FUNDS));
    }

    static int transactions(int wallets) {
        return (wallets + PAYMENTS - 1) / PAYMENTS;
    }

    /**
     * Pays each wallet.
     *
     * @return what each received, all in the same ledger
     * @throws IllegalStateException if the network put them into several, or refused one
     */
    List<Credit> pay(List<Wallet> wallets, int round, long units) throws Exception {
        Map<String, List<Wallet>> sent = new LinkedHashMap<>();
        for (int i = 0; i < transactions(wallets.size()); i++) {
            List<Wallet> part = wallets.subList(PAYMENTS * i, Math.min(wallets.size(), PAYMENTS * (i + 1)));
            sent.put(send(keys.get(i), part, units), part);
        }
        long ledger = sandbox.closeLedger();
        List<Credit> credits = new ArrayList<>();
        for (Map.Entry<String, List<Wallet>> each : sent.entrySet()) {
            requireIn(ledger, each.getKey());
            each.getValue().forEach(wallet -> credits.add(new Credit(wallet, round, units, each.getKey(), ledger)));
        }
        return credits;
    }

    private String send(KeyPair payer, List<Wallet> wallets, long units) throws Exception {
        List<Operation> payments =
                wallets.stream().map(wallet -> payment(wallet, units)).toList();
        Transaction transaction = new TransactionBuilder(
                        rpc.getAccount(payer.getAccountId()), new Network(StellarSandbox.networkPassphrase()))
                .setBaseFee(FEE)
                .addOperations(payments)
                .setTimeout(TIMEOUT_SECONDS)
                .build();
        transaction.sign(payer);
        SendTransactionStatus status = rpc.sendTransaction(transaction).getStatus();
        if (status != SendTransactionStatus.PENDING) {
            throw new IllegalStateException("A payment was answered by " + status);
        }
        return transaction.hashHex();
    }

    private void requireIn(long ledger, String hash) throws Exception {
        GetTransactionResponse found = rpc.getTransaction(hash);
        if (found.getStatus() != GetTransactionStatus.SUCCESS || found.getLedger() != ledger) {
            throw new IllegalStateException("Payments are not all in ledger " + ledger);
        }
    }

    private static Operation payment(Wallet wallet, long units) {
        return new PaymentOperation.Builder(
                        wallet.account(),
                        Asset.create(StellarSandbox.usdc()),
                        BigDecimal.valueOf(units, DECIMALS).toPlainString())
                .build();
    }
}
