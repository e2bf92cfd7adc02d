package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.hedera.hashgraph.sdk.proto.TransactionBody;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** What a consensus node looks at before it passes a transaction on. What it refuses here costs nothing and leaves no trace. */
final class Precheck {

    private static final int SHORTEST = 15;
    private static final int LONGEST = 180;
    private static final int MEMO_BYTES = 100;

    private Precheck() {}

    /**
     * Checks everything but whether the id is used already.
     *
     * @param fee what the transaction costs, in tinybars
     */
    static void check(Submission submission, LedgerState state, long node, long fee, Instant now) throws Refusal {
        TransactionBody body = submission.body();
        Refusal.unless(body.getNodeAccountID().getAccountNum() == node, ResponseCodeEnum.INVALID_NODE_ACCOUNT);
        Refusal.unless(
                body.getMemo().getBytes(StandardCharsets.UTF_8).length <= MEMO_BYTES, ResponseCodeEnum.MEMO_TOO_LONG);
        checkTime(submission, now);
        var payer = state.account(submission.payer())
                .orElseThrow(() -> new Refusal(ResponseCodeEnum.PAYER_ACCOUNT_NOT_FOUND));
        Refusal.unless(payer.key().filter(submission::signedBy).isPresent(), ResponseCodeEnum.INVALID_SIGNATURE);
        Refusal.unless(body.getTransactionFee() >= fee, ResponseCodeEnum.INSUFFICIENT_TX_FEE);
        Refusal.unless(payer.tinybars() >= fee, ResponseCodeEnum.INSUFFICIENT_PAYER_BALANCE);
    }

    private static void checkTime(Submission submission, Instant now) throws Refusal {
        long seconds = submission.validSeconds();
        Refusal.unless(seconds >= SHORTEST && seconds <= LONGEST, ResponseCodeEnum.INVALID_TRANSACTION_DURATION);
        Refusal.unless(!submission.validStart().isAfter(now), ResponseCodeEnum.INVALID_TRANSACTION_START);
        Refusal.unless(submission.validStart().plusSeconds(seconds).isAfter(now), ResponseCodeEnum.TRANSACTION_EXPIRED);
    }
}
