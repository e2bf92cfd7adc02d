package io.ballast.events;

import java.util.List;

/** The Kafka topics of Ballast. A break of an event's form is a new topic with the next version in its name. */
public final class Topics {

    public static final String LEDGER_BALANCES = "ledger.balances.v1";
    public static final String CHAIN_BALANCES = "chain.balances.v1";
    public static final String DEPOSITS = "deposits.v1";

    private Topics() {}

    /** Every topic that a service of Ballast produces to, without the dead letter queues. */
    public static List<String> all() {
        return List.of(LEDGER_BALANCES, CHAIN_BALANCES, DEPOSITS);
    }

    /**
     * Where a consumer puts what it cannot process.
     *
     * @param consumer the consuming service's short name, for example {@code notification}
     * @param topic one of {@link #all()}
     */
    public static String deadLetterQueue(String consumer, String topic) {
        return consumer + "." + topic + ".dlq";
    }
}
