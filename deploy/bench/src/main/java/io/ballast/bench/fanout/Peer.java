package io.ballast.bench.fanout;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server of sockets, and the way in which messages come to it. */
interface Peer extends AutoCloseable {

    String name();

    Wire wire();

    InetSocketAddress address();

    /** Gives a message for the sockets of a user, or for {@link Deliveries#EVERYBODY} if {@link #reachesEverybody}. */
    void feed(int user, int number) throws IOException;

    /** Whether there is more before the sockets than what {@link #feed} takes the place of. */
    default boolean hasMoreBefore() {
        return false;
    }

    /** Gives a message at the beginning of the whole way, if there is more before. */
    default void feedWhole(int user, int number) throws IOException {
        feed(user, number);
    }

    /** Whether a message can be for everybody, and everybody needs one before coming back. */
    default boolean reachesEverybody() {
        return false;
    }

    /** Whether who comes back gets what was missed. */
    default boolean resumes() {
        return true;
    }

    /** CPU time of the process that has the sockets, in ns. */
    default long cpuNanos() {
        return cpuNanos(pid());
    }

    /** CPU time of the process that takes the events in, if it is another one and the service's own; in ns. */
    default long intakeNanos() {
        return 0;
    }

    /** Process that has the sockets. */
    long pid();

    /** What it has in use after a full collection, in KB. */
    double collectedKb() throws IOException, InterruptedException;

    @Override
    void close();

    /** The name of a user, and of the user's room. */
    static String room(int user) {
        return user == Deliveries.EVERYBODY ? "everybody" : "bench-user-" + user;
    }

    static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("Process " + pid + " is gone"))
                .toNanos();
    }
}
