package io.ballast.bench.deposit;

import io.ballast.infrastructure.StellarSandbox;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.stellar.sdk.InvokeHostFunctionOperation;
import org.stellar.sdk.Network;
import org.stellar.sdk.SorobanServer;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.TransactionBuilder;
import org.stellar.sdk.TransactionBuilderAccount;
import org.stellar.sdk.responses.sorobanrpc.SendTransactionResponse.SendTransactionStatus;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.SCVal;

/**
 * Deposits as the SDK's documentation shows them, one wallet after the other: account, simulation, signature, submission. Nothing is written
 * down, nothing is checked, and nobody looks whether the money arrived.
 */
final class OneAfterAnother {

    private static final long FEE = 1_000;
    private static final long TIMEOUT_SECONDS = 300;
    private static final double NANOS = 1e9;

    private final SorobanServer rpc;

    OneAfterAnother(SorobanServer rpc) {
        this.rpc = rpc;
    }

    /** Submits deposits, beginning with the first wallet, until the time is over; wallets per second. */
    double submit(List<Wallet> wallets, long units, Duration duration) throws Exception {
        long begin = System.nanoTime();
        int done = 0;
        while (done < wallets.size() && System.nanoTime() - begin < duration.toNanos()) {
            submit(wallets.get(done), units);
            done++;
        }
        return done / ((System.nanoTime() - begin) / NANOS);
    }

    private void submit(Wallet wallet, long units) throws Exception {
        TransactionBuilderAccount account = rpc.getAccount(wallet.account());
        Transaction unsigned = new TransactionBuilder(account, new Network(StellarSandbox.networkPassphrase()))
                .setBaseFee(FEE)
                .addOperation(deposit(wallet, units))
                .setTimeout(TIMEOUT_SECONDS)
                .build();
        Transaction transaction = rpc.prepareTransaction(unsigned);
        transaction.sign(wallet.key());
        SendTransactionStatus status = rpc.sendTransaction(transaction).getStatus();
        if (status != SendTransactionStatus.PENDING) {
            throw new IllegalStateException("A deposit was answered by " + status);
        }
    }

    private static InvokeHostFunctionOperation deposit(Wallet wallet, long units) {
        SCVal amounts = Scv.toVec(List.of(Scv.toInt128(BigInteger.valueOf(units))));
        return InvokeHostFunctionOperation.invokeContractFunctionOperationBuilder(
                        StellarSandbox.vaultContract(),
                        "deposit",
                        List.of(amounts, amounts, Scv.toAddress(wallet.account()), Scv.toBoolean(true)))
                .build();
    }
}
