package io.ballast.ledger.archive;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/** Where old months go. */
@ConfigMapping(prefix = "ballast.archive")
public interface ArchiveConfig {

    /** How long after its end a month moves to the archive, for example {@code P12M}; without it none does. */
    Optional<Period> after();

    /** Where exported months are written, a folder a tenant; all replicas see the same. Without it nothing is exported. */
    Optional<Path> directory();

    /** Whether a month leaves the database once every tenant has exported it. */
    @WithDefault("false")
    boolean dropExported();

    /** How often to look for something to do. */
    @WithDefault("10s")
    Duration interval();

    /** How many entries are read or written at once. */
    @WithDefault("5000")
    int chunkSize();

    /** How many accounts' checkpoints are made by one statement. */
    @WithDefault("1000")
    int accountsPerChunk();

    /** How long a statement of this work may take: it counts the entries of a month, or sums up those of an account. */
    @WithDefault("10m")
    Duration statementTimeout();

    /** How long after its last sign of life a replica's export or restoration is taken over by another. */
    @WithDefault("2m")
    Duration claim();
}
