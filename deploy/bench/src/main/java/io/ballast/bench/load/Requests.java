package io.ballast.bench.load;

import java.nio.ByteBuffer;

/** What is sent, and who is told what became of it. Called by the generator's one thread. */
public interface Requests {

    /** How many bytes a request has at most. */
    int maxSize();

    /**
     * Writes the next request.
     *
     * @return a mark by which {@link #answered} knows it again
     */
    long next(ByteBuffer out);

    /** A request was answered; {@code bodyStart} holds the first bytes of the body. */
    default void answered(long mark, int status, String bodyStart) {}
}
