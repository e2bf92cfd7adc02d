package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.AccountID;
import com.hedera.hashgraph.sdk.proto.CryptoGetAccountBalanceQuery;
import com.hedera.hashgraph.sdk.proto.CryptoGetAccountBalanceResponse;
import com.hedera.hashgraph.sdk.proto.CryptoServiceGrpc.CryptoServiceImplBase;
import com.hedera.hashgraph.sdk.proto.Query;
import com.hedera.hashgraph.sdk.proto.Response;
import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.hedera.hashgraph.sdk.proto.ResponseHeader;
import com.hedera.hashgraph.sdk.proto.TokenBalance;
import com.hedera.hashgraph.sdk.proto.TokenID;
import com.hedera.hashgraph.sdk.proto.Transaction;
import com.hedera.hashgraph.sdk.proto.TransactionGetReceiptQuery;
import com.hedera.hashgraph.sdk.proto.TransactionGetReceiptResponse;
import com.hedera.hashgraph.sdk.proto.TransactionReceipt;
import com.hedera.hashgraph.sdk.proto.TransactionResponse;
import io.ballast.infrastructure.hedera.LedgerState.Account;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Optional;

/** The consensus node's CryptoService. What it does not know is UNIMPLEMENTED, as gRPC says it. */
final class ConsensusNode extends CryptoServiceImplBase {

    private static final int MOST_TOKENS = 1000;

    private final Ledger ledger;
    private final Faults faults;

    ConsensusNode(Ledger ledger, Faults faults) {
        this.ledger = ledger;
        this.faults = faults;
    }

    @Override
    public void cryptoTransfer(Transaction transaction, StreamObserver<TransactionResponse> answer) {
        submit(transaction, answer);
    }

    @Override
    public void createAccount(Transaction transaction, StreamObserver<TransactionResponse> answer) {
        submit(transaction, answer);
    }

    @Override
    public void cryptoGetBalance(Query query, StreamObserver<Response> answer) {
        complete(
                answer,
                Response.newBuilder()
                        .setCryptogetAccountBalance(balance(query.getCryptogetAccountBalance()))
                        .build());
    }

    @Override
    public void getTransactionReceipts(Query query, StreamObserver<Response> answer) {
        complete(
                answer,
                Response.newBuilder()
                        .setTransactionGetReceipt(receipt(query.getTransactionGetReceipt()))
                        .build());
    }

    /** Also for the transactions of other services. */
    void submit(Transaction transaction, StreamObserver<TransactionResponse> answer) {
        ResponseCodeEnum code = faults.takeBusy() ? ResponseCodeEnum.BUSY : submit(transaction);
        if (code == ResponseCodeEnum.OK && faults.takeLostReply()) {
            answer.onError(Status.UNAVAILABLE
                    .withDescription("the connection was lost")
                    .asRuntimeException());
            return;
        }
        complete(
                answer,
                TransactionResponse.newBuilder()
                        .setNodeTransactionPrecheckCode(code)
                        .build());
    }

    private ResponseCodeEnum submit(Transaction transaction) {
        try {
            ledger.submit(Submission.of(transaction));
            return ResponseCodeEnum.OK;
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private CryptoGetAccountBalanceResponse balance(CryptoGetAccountBalanceQuery query) {
        try {
            Refusal.unless(!faults.takeBusy(), ResponseCodeEnum.BUSY);
            Refusal.unless(query.hasAccountID(), ResponseCodeEnum.INVALID_ACCOUNT_ID);
            long id = Submission.number(query.getAccountID(), ResponseCodeEnum.INVALID_ACCOUNT_ID);
            return ledger.read(state -> balance(state, id));
        } catch (Refusal refusal) {
            return CryptoGetAccountBalanceResponse.newBuilder()
                    .setHeader(header(refusal.code()))
                    .build();
        }
    }

    // The list of tokens is deprecated, and what the public network still answers with.
    @SuppressWarnings("deprecation")
    private static CryptoGetAccountBalanceResponse balance(LedgerState state, long id) throws Refusal {
        Account account = state.account(id).orElseThrow(() -> new Refusal(ResponseCodeEnum.INVALID_ACCOUNT_ID));
        CryptoGetAccountBalanceResponse.Builder response = CryptoGetAccountBalanceResponse.newBuilder()
                .setHeader(header(ResponseCodeEnum.OK))
                .setAccountID(AccountID.newBuilder().setAccountNum(id))
                .setBalance(account.tinybars());
        account.tokens().entrySet().stream()
                .limit(MOST_TOKENS)
                .forEach(token -> response.addTokenBalances(tokenBalance(state, token)));
        return response.build();
    }

    private static TokenBalance tokenBalance(LedgerState state, Map.Entry<Long, Long> token) {
        return TokenBalance.newBuilder()
                .setTokenId(TokenID.newBuilder().setTokenNum(token.getKey()))
                .setBalance(token.getValue())
                .setDecimals(state.token(token.getKey()).orElseThrow().decimals())
                .build();
    }

    private TransactionGetReceiptResponse receipt(TransactionGetReceiptQuery query) {
        if (faults.takeBusy()) {
            return receipt(ResponseCodeEnum.BUSY, ResponseCodeEnum.UNKNOWN).build();
        }
        Optional<TransactionRecord> transaction = ledger.byId(Submission.id(query.getTransactionID()));
        return transaction
                .map(ConsensusNode::receipt)
                .orElseGet(() -> receipt(ResponseCodeEnum.RECEIPT_NOT_FOUND, ResponseCodeEnum.UNKNOWN)
                        .build());
    }

    private static TransactionGetReceiptResponse receipt(TransactionRecord transaction) {
        TransactionReceipt.Builder receipt =
                TransactionReceipt.newBuilder().setStatus(ResponseCodeEnum.valueOf(transaction.result()));
        if (transaction.created() != null) {
            receipt.setAccountID(
                    AccountID.newBuilder().setAccountNum(transaction.created().account()));
        }
        return TransactionGetReceiptResponse.newBuilder()
                .setHeader(header(ResponseCodeEnum.OK))
                .setReceipt(receipt)
                .build();
    }

    private static TransactionGetReceiptResponse.Builder receipt(ResponseCodeEnum precheck, ResponseCodeEnum status) {
        return TransactionGetReceiptResponse.newBuilder()
                .setHeader(header(precheck))
                .setReceipt(TransactionReceipt.newBuilder().setStatus(status));
    }

    private static ResponseHeader header(ResponseCodeEnum code) {
        return ResponseHeader.newBuilder().setNodeTransactionPrecheckCode(code).build();
    }

    private static <T> void complete(StreamObserver<T> answer, T value) {
        answer.onNext(value);
        answer.onCompleted();
    }
}
