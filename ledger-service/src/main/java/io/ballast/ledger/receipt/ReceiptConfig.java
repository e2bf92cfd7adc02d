package io.ballast.ledger.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When transactions are sealed into blocks, and how the blocks are checked. */
@ConfigMapping(prefix = "ballast.receipt")
public interface ReceiptConfig {

    /** Whether this replica seals transactions. One does at a time, whatever their number. */
    @WithDefault("true")
    boolean sealing();

    /** How often what is new is sealed: about how long a receipt is waited for. */
    @WithDefault("5s")
    Duration sealInterval();

    /** How many transactions a block holds at most. A receipt reads one block's hashes, 32 bytes each. */
    @WithDefault("4096")
    @Min(1)
    @Max(65_536)
    int blockSize();

    /** How many steps, of a block at most, a run takes for each tenant; the next run goes on from there. */
    @WithDefault("64")
    @Min(1)
    int stepsPerRun();

    /** Whether this replica compares old blocks with the database. */
    @WithDefault("true")
    boolean checking();

    /** How often blocks are compared with the database; after the last block it begins anew. */
    @WithDefault("1m")
    Duration checkInterval();

    /** How many blocks a run compares for each tenant. */
    @WithDefault("4")
    @Min(1)
    int blocksPerCheck();

    /** How many blocks a receipt can reach beyond its own. */
    @WithDefault("1000")
    @Min(0)
    int maxChain();
}
