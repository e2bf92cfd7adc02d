package io.ballast.infrastructure.stellar;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.AbstractTransaction;
import org.stellar.sdk.AccountConverter;
import org.stellar.sdk.FeeBumpTransaction;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.EnvelopeType;
import org.stellar.sdk.xdr.Memo;
import org.stellar.sdk.xdr.MemoType;
import org.stellar.sdk.xdr.Operation;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.TransactionEnvelope;

/**
 * A transaction as it was handed in: the signed envelope, and for a fee bump the transaction that it lifts.
 *
 * @param outer what was signed last, with whose hash it is known
 * @param inner what is carried out; the same unless it was lifted
 */
record Candidate(String envelope, AbstractTransaction outer, Transaction inner) {

    /**
     * Reads an envelope.
     *
     * @throws IOException if it is none
     */
    static Candidate of(String envelope) throws IOException {
        try {
            AbstractTransaction outer = AbstractTransaction.fromEnvelopeXdr(
                    AccountConverter.enableMuxed(), envelope, SandboxNetwork.NETWORK);
            Transaction inner =
                    outer instanceof FeeBumpTransaction bump ? bump.getInnerTransaction() : (Transaction) outer;
            if (inner.toEnvelopeXdr().getDiscriminant() != EnvelopeType.ENVELOPE_TYPE_TX) {
                throw new IOException("an envelope of the first version");
            }
            return new Candidate(envelope, outer, inner);
        } catch (RuntimeException malformed) {
            throw new IOException("not an envelope", malformed);
        }
    }

    String hash() {
        return outer.hashHex();
    }

    boolean isFeeBump() {
        return outer instanceof FeeBumpTransaction;
    }

    String source() {
        return Xdr.account(AccountConverter.enableMuxed().encode(inner.getSourceAccount()));
    }

    /** Who pays the fee. */
    String feeSource() {
        return outer instanceof FeeBumpTransaction bump
                ? Xdr.account(AccountConverter.enableMuxed().encode(bump.getFeeAccount()))
                : source();
    }

    /** The most that its fee may be. */
    long maxFee() {
        return outer instanceof FeeBumpTransaction bump ? bump.getFee() : inner.getFee();
    }

    List<Operation> operations() {
        return Arrays.asList(body().getOperations());
    }

    /** What it is ready to pay for the resources of a contract. */
    long resourceFee() {
        return inner.getSorobanData() == null
                ? 0
                : Xdr.number(inner.getSorobanData().getResourceFee());
    }

    /** How many operations its fee is counted for. */
    int feeOperations() {
        return operations().size() + (isFeeBump() ? 1 : 0);
    }

    /** The memo as events carry it. */
    Optional<SCVal> memoId() {
        Memo memo = body().getMemo();
        if (memo.getDiscriminant() == MemoType.MEMO_ID) {
            return Optional.of(Scv.toUint64(
                    new BigInteger(memo.getId().getUint64().getNumber().toString())));
        }
        if (memo.getDiscriminant() == MemoType.MEMO_TEXT) {
            return Optional.of(Scv.toString(new String(memo.getText().getBytes(), StandardCharsets.UTF_8)));
        }
        return switch (memo.getDiscriminant()) {
            case MEMO_HASH -> Optional.of(Scv.toBytes(memo.getHash().getHash()));
            case MEMO_RETURN -> Optional.of(Scv.toBytes(memo.getRetHash().getHash()));
            default -> Optional.empty();
        };
    }

    private org.stellar.sdk.xdr.Transaction body() {
        TransactionEnvelope xdr = inner.toEnvelopeXdr();
        return xdr.getV1().getTx();
    }

    byte[] innerHash() {
        return HexFormat.of().parseHex(inner.hashHex());
    }
}
