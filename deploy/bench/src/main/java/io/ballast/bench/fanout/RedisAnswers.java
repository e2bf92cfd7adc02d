package io.ballast.bench.fanout;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Passes over the answers of Redis, one after the other; what they say does not matter unless it is an error. Not thread-safe. */
final class RedisAnswers implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int END_OF_LINE = 2;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    RedisAnswers(InputStream in) {
        this.in = in;
    }

    /**
     * Reads one answer with all that is in it.
     *
     * @return false when the connection has ended
     * @throws IOException with what Redis said, if it is an error
     */
    boolean next() throws IOException {
        if (at == end && !fill()) {
            return false;
        }
        answer();
        return true;
    }

    private void answer() throws IOException {
        int type = read();
        switch (type) {
            case '$' -> skip(number() + END_OF_LINE);
            case '*' -> {
                for (int left = number(); left > 0; left--) {
                    answer();
                }
            }
            case '-' -> throw new IOException(line());
            default -> line();
        }
    }

    private int number() throws IOException {
        return Integer.parseInt(line());
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int read = read(); read != '\r'; read = read()) {
            line.append((char) read);
        }
        read();
        return line.toString();
    }

    private void skip(int bytes) throws IOException {
        for (int left = bytes; left > 0; left--) {
            read();
        }
    }

    private int read() throws IOException {
        if (at == end && !fill()) {
            throw new EOFException("in the middle of an answer");
        }
        return buffer[at++];
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
