package io.ballast.infrastructure.hedera;

import com.google.protobuf.InvalidProtocolBufferException;
import com.hedera.hashgraph.sdk.proto.AccountID;
import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.hedera.hashgraph.sdk.proto.SignatureMap;
import com.hedera.hashgraph.sdk.proto.SignedTransaction;
import com.hedera.hashgraph.sdk.proto.Transaction;
import com.hedera.hashgraph.sdk.proto.TransactionBody;
import com.hedera.hashgraph.sdk.proto.TransactionID;
import java.time.Instant;

/** A transaction as it came in, decoded: the exact bytes that were signed, and who signed them. */
record Submission(TransactionBody body, byte[] bodyBytes, SignatureMap signatures) {

    static Submission of(Transaction transaction) throws Refusal {
        try {
            SignedTransaction signed = SignedTransaction.parseFrom(transaction.getSignedTransactionBytes());
            TransactionBody body = TransactionBody.parseFrom(signed.getBodyBytes());
            Refusal.unless(body.hasTransactionID(), ResponseCodeEnum.INVALID_TRANSACTION_ID);
            return new Submission(body, signed.getBodyBytes().toByteArray(), signed.getSigMap());
        } catch (InvalidProtocolBufferException garbage) {
            throw new Refusal(ResponseCodeEnum.INVALID_TRANSACTION);
        }
    }

    String id() {
        return id(body.getTransactionID());
    }

    /** As a mirror node writes it. */
    static String id(TransactionID id) {
        return "%s-%d-%09d"
                .formatted(
                        EntityId.text(id.getAccountID().getAccountNum()),
                        id.getTransactionValidStart().getSeconds(),
                        id.getTransactionValidStart().getNanos());
    }

    long payer() throws Refusal {
        return number(body.getTransactionID().getAccountID(), ResponseCodeEnum.PAYER_ACCOUNT_NOT_FOUND);
    }

    Instant validStart() {
        var start = body.getTransactionID().getTransactionValidStart();
        return Instant.ofEpochSecond(start.getSeconds(), start.getNanos());
    }

    long validSeconds() {
        return body.getTransactionValidDuration().getSeconds();
    }

    boolean signedBy(AccountKey key) {
        return key.signed(bodyBytes, signatures);
    }

    /** The number of an account that is named by its number: aliases are not known here. */
    static long number(AccountID id, ResponseCodeEnum otherwise) throws Refusal {
        Refusal.unless(id.getShardNum() == 0 && id.getRealmNum() == 0 && id.hasAccountNum(), otherwise);
        return id.getAccountNum();
    }
}
