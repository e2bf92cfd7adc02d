package io.ballast.infrastructure.stellar;

import java.util.List;
import org.stellar.sdk.xdr.SCVal;

/** What a contract tells while it runs; asset contracts do so also for what happens to their asset without them. */
record Event(String contract, List<SCVal> topics, SCVal value) {

    /** The most topics an event has. */
    static final int MAX_TOPICS = 4;
}
