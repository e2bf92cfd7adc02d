package io.ballast.infrastructure.stellar;

import java.util.List;
import java.util.Optional;
import org.stellar.sdk.xdr.ContractEvent;
import org.stellar.sdk.xdr.DiagnosticEvent;
import org.stellar.sdk.xdr.ExtensionPoint;
import org.stellar.sdk.xdr.Hash;
import org.stellar.sdk.xdr.InnerTransactionResult;
import org.stellar.sdk.xdr.InnerTransactionResult.InnerTransactionResultExt;
import org.stellar.sdk.xdr.InnerTransactionResult.InnerTransactionResultResult;
import org.stellar.sdk.xdr.InnerTransactionResultPair;
import org.stellar.sdk.xdr.LedgerEntryChange;
import org.stellar.sdk.xdr.LedgerEntryChanges;
import org.stellar.sdk.xdr.OperationMeta;
import org.stellar.sdk.xdr.OperationResult;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.SorobanTransactionMeta;
import org.stellar.sdk.xdr.SorobanTransactionMetaExt;
import org.stellar.sdk.xdr.TransactionMeta;
import org.stellar.sdk.xdr.TransactionMetaV3;
import org.stellar.sdk.xdr.TransactionResult;
import org.stellar.sdk.xdr.TransactionResult.TransactionResultExt;
import org.stellar.sdk.xdr.TransactionResult.TransactionResultResult;
import org.stellar.sdk.xdr.TransactionResultCode;

/** What the ledger says of a transaction, in the protocol's form. */
final class Results {

    private Results() {}

    /** A transaction that was refused as a whole. */
    static TransactionResult refused(TransactionResultCode code) {
        return result(
                0, new TransactionResultResult.Builder().discriminant(code).build());
    }

    /** A transaction that is part of a ledger, with what became of each operation. */
    static TransactionResult applied(Candidate candidate, long fee, boolean success, List<OperationResult> operations) {
        OperationResult[] results = operations.toArray(OperationResult[]::new);
        if (candidate.isFeeBump()) {
            return lifted(candidate, fee, success, results);
        }
        TransactionResultCode code = success ? TransactionResultCode.txSUCCESS : TransactionResultCode.txFAILED;
        return result(
                fee,
                new TransactionResultResult.Builder()
                        .discriminant(code)
                        .results(results)
                        .build());
    }

    private static TransactionResult lifted(Candidate candidate, long fee, boolean success, OperationResult[] results) {
        InnerTransactionResult inner = new InnerTransactionResult.Builder()
                .feeCharged(Xdr.int64(0))
                .result(new InnerTransactionResultResult.Builder()
                        .discriminant(success ? TransactionResultCode.txSUCCESS : TransactionResultCode.txFAILED)
                        .results(results)
                        .build())
                .ext(new InnerTransactionResultExt.Builder().discriminant(0).build())
                .build();
        InnerTransactionResultPair pair = new InnerTransactionResultPair.Builder()
                .transactionHash(new Hash(candidate.innerHash()))
                .result(inner)
                .build();
        TransactionResultCode code = success
                ? TransactionResultCode.txFEE_BUMP_INNER_SUCCESS
                : TransactionResultCode.txFEE_BUMP_INNER_FAILED;
        return result(
                fee,
                new TransactionResultResult.Builder()
                        .discriminant(code)
                        .innerResultPair(pair)
                        .build());
    }

    private static TransactionResult result(long fee, TransactionResultResult result) {
        return new TransactionResult.Builder()
                .feeCharged(Xdr.int64(fee))
                .result(result)
                .ext(new TransactionResultExt.Builder().discriminant(0).build())
                .build();
    }

    /** The meta as protocol 22 had it; the changes of entries are left out. */
    static TransactionMeta meta(Optional<SCVal> returned, List<Event> events) {
        SorobanTransactionMeta contract = returned.map(value -> new SorobanTransactionMeta.Builder()
                        .ext(new SorobanTransactionMetaExt.Builder()
                                .discriminant(0)
                                .build())
                        .events(events.stream().map(EventForms::xdr).toArray(ContractEvent[]::new))
                        .returnValue(value)
                        .diagnosticEvents(new DiagnosticEvent[0])
                        .build())
                .orElse(null);
        TransactionMetaV3 meta = new TransactionMetaV3.Builder()
                .ext(extension())
                .txChangesBefore(noChanges())
                .operations(new OperationMeta[0])
                .txChangesAfter(noChanges())
                .sorobanMeta(contract)
                .build();
        return new TransactionMeta.Builder().discriminant(3).v3(meta).build();
    }

    private static LedgerEntryChanges noChanges() {
        return new LedgerEntryChanges(new LedgerEntryChange[0]);
    }

    static ExtensionPoint extension() {
        return new ExtensionPoint.Builder().discriminant(0).build();
    }
}
