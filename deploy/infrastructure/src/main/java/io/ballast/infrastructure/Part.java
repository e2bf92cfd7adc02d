package io.ballast.infrastructure;

/** A real server that runs beside this JVM, on loopback, until it is closed or this JVM ends in whatever way. */
public interface Part extends AutoCloseable {

    /** The name that messages and log files use, such as {@code PostgreSQL}. */
    String name();

    /** Ends the server at once, as a crash would (SIGKILL). What it had acknowledged is there after a restart. */
    void kill();

    /** Starts the server again on the same port and data. One that still runs is stopped in an orderly way before. */
    void restart();

    /** Stops the server and waits, within a bound, until it is gone. Data of a temporary part is deleted. */
    @Override
    void close();
}
