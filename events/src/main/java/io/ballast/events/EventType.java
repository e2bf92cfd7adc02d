package io.ballast.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every event type of Ballast with its wire name and the topic it travels on. */
public enum EventType {
    BALANCE_UPDATED("balance_updated", Topics.LEDGER_BALANCES),
    TRANSACTION_COMPLETED("transaction_completed", Topics.LEDGER_BALANCES),
    TRANSACTION_FAILED("transaction_failed", Topics.LEDGER_BALANCES),
    BALANCE_INSUFFICIENT("balance_insufficient", Topics.LEDGER_BALANCES),
    BALANCE_HELD("balance_held", Topics.LEDGER_BALANCES),
    CHAIN_BALANCE_CHANGED("chain_balance_changed", Topics.CHAIN_BALANCES),
    CHAIN_CREDIT_DETECTED("chain_credit_detected", Topics.CHAIN_BALANCES),
    CHAIN_CREDIT_REORGED("chain_credit_reorged", Topics.CHAIN_BALANCES),
    CHAIN_BALANCE_REORGED("chain_balance_reorged", Topics.CHAIN_BALANCES),
    DEPOSIT_TRIGGERED("deposit_triggered", Topics.DEPOSITS),
    DEPOSIT_SUBMITTED("deposit_submitted", Topics.DEPOSITS),
    DEPOSIT_CONFIRMED("deposit_confirmed", Topics.DEPOSITS),
    DEPOSIT_FAILED("deposit_failed", Topics.DEPOSITS),
    DEPOSIT_HELD("deposit_held", Topics.DEPOSITS),
    BALANCE_ALERT("balance_alert", Topics.DEPOSITS);

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final String topic;

    EventType(String wireName, String topic) {
        this.wireName = wireName;
        this.topic = topic;
    }

    /** The name in the {@code ce_type} header and, towards clients, in the frame's {@code event} field. */
    public String wireName() {
        return wireName;
    }

    public String topic() {
        return topic;
    }

    /** The type of that name, or empty for one that this version does not know (a newer producer's). */
    public static Optional<EventType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}
