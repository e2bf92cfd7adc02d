package io.ballast.infrastructure.stellar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.xdr.OperationResult;
import org.stellar.sdk.xdr.OperationResultCode;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.SCVal;

/**
 * What became of one operation.
 *
 * @param payment what Horizon lists of it
 * @param returned what an invoked contract returned
 */
record Outcome(OperationResult result, List<Event> events, Optional<Payment> payment, Optional<SCVal> returned) {

    private static final int WORDS = 3 * Integer.BYTES;

    /** A payment or the creation of an account, as Horizon tells it. */
    record Payment(boolean creation, String from, String to, String asset, long amount) {}

    /** A code that says all: that of an operation's own result, without anything behind it. */
    static Outcome of(OperationType type, int code) {
        return of(type, code, new byte[0]);
    }

    /** @param payload what the operation's result has behind that code */
    static Outcome of(OperationType type, int code, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(WORDS + payload.length)
                .putInt(OperationResultCode.opINNER.getValue())
                .putInt(type.getValue())
                .putInt(code)
                .put(payload);
        return new Outcome(decoded(bytes.array()), List.of(), Optional.empty(), Optional.empty());
    }

    /** The operation was not even tried. */
    static Outcome untried(OperationResultCode code) {
        OperationResult result =
                new OperationResult.Builder().discriminant(code).build();
        return new Outcome(result, List.of(), Optional.empty(), Optional.empty());
    }

    Outcome telling(List<Event> told) {
        return new Outcome(result, told, payment, returned);
    }

    Outcome paying(Payment paid) {
        return new Outcome(result, events, Optional.of(paid), returned);
    }

    Outcome returning(SCVal value) {
        return new Outcome(result, events, payment, Optional.of(value));
    }

    /** Success has the code zero in every operation's result. */
    boolean succeeded() {
        try {
            byte[] bytes = result.toXdrByteArray();
            return bytes.length >= WORDS
                    && ByteBuffer.wrap(bytes).getInt() == 0
                    && ByteBuffer.wrap(bytes).getInt(2 * Integer.BYTES) == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OperationResult decoded(byte[] bytes) {
        try {
            return OperationResult.fromXdrByteArray(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
