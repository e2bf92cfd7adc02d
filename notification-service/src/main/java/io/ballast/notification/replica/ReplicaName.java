package io.ballast.notification.replica;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.Config;

/** What this replica is called where replicas are listed: the host's name if there is one, and what tells two starts apart. */
@ApplicationScoped
public class ReplicaName {

    private static final int DISTINCT = 0x10000;

    private final String value;

    ReplicaName(Config config) {
        this.value = config.getOptionalValue("HOSTNAME", String.class).orElse("replica") + "-"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt(DISTINCT));
    }

    public String value() {
        return value;
    }
}
