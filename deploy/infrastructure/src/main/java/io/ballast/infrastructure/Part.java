package io.ballast.infrastructure;

import java.nio.file.Path;

/** A real server that runs beside this JVM, on loopback, until it is closed or this JVM ends in whatever way. */
public interface Part extends AutoCloseable {

    /** The name that messages and log files use, such as {@code PostgreSQL}. */
    String name();

    /** The server's process id, another one after each restart. */
    long pid();

    /** Where the server writes its log; beside it is everything else it keeps. */
    Path log();

    /** Ends the server at once, as a crash would (SIGKILL). What it had acknowledged is there after a restart. */
    void kill();

    /** Starts the server again on the same port and data. One that still runs is stopped in an orderly way before. */
    void restart();

    /** Stops the server and waits, within a bound, until it is gone. Data of a temporary part is deleted. */
    @Override
    void close();
}
