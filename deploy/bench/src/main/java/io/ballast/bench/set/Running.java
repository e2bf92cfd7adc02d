package io.ballast.bench.set;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been started, and is closed in the opposite order. What cannot be closed does not hold up the rest. */
public final class Running implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    public <P extends AutoCloseable> P keep(P part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("Not closed: " + e);
            }
        }
    }
}
