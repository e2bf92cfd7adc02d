package io.ballast.autodeposit.execution;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How deposits are worked on. */
@ConfigMapping(prefix = "ballast.deposit")
public interface DepositConfig {

    /** Whether this replica works on deposits; income is noted all the same. */
    @WithDefault("true")
    boolean enabled();

    /** How often it looks for wallets that are due. */
    @WithDefault("250ms")
    Duration interval();

    /** So many batches at a time: a wallet that takes long keeps those of its own batch waiting only. */
    @WithDefault("4")
    @Min(1)
    @Max(64)
    int lanes();

    /** Wallets at most that are claimed at once. */
    @WithDefault("16")
    @Min(1)
    @Max(1000)
    int batch();

    /** After which a claim that was not given back is free. */
    @WithDefault("60s")
    Duration lease();

    /** The pause while the network or the signer needs time; it grows with each try to ten times as long. */
    @WithDefault("1s")
    Duration pause();

    /** The pause after a deposit that failed before the next is decided; it doubles with each failure, to an hour. */
    @WithDefault("1m")
    Duration failurePause();

    /** Transactions at most for one deposit, one after the other. */
    @WithDefault("5")
    @Min(1)
    @Max(20)
    int attempts();

    /** How often the fee of a transaction is lifted at most. */
    @WithDefault("2")
    @Min(0)
    @Max(5)
    int feeBumps();

    /** How often the vault's event is looked for before the deposit is held. */
    @WithDefault("30")
    @Min(1)
    @Max(1000)
    int receiptTries();
}
