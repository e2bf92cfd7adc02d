package io.ballast.notification.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are taken from Kafka, beyond what the channels are configured with. */
@ConfigMapping(prefix = "ballast.ingest")
interface IngestConfig {

    /** How many of the ledger's events are worked on beside each other; those of one partition always one after the other. */
    @WithDefault("4")
    int lanes();

    /** How many of the ledger's events a lane takes together at most; as many times the lanes are taken and not done at most. */
    @WithDefault("256")
    int atOnce();

    /** How long a replica that stops finishes what it has taken before it leaves; less than {@link #leaveWithin}. */
    @WithDefault("2s")
    Duration finishWithin();

    /** How long a replica that stops tries to leave Kafka's groups before it goes on without; after that they expire. */
    @WithDefault("3s")
    Duration leaveWithin();
}
