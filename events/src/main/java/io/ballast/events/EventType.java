package io.ballast.events;

import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainBalanceReorged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositHeld;
import io.ballast.events.deposit.DepositSubmitted;
import io.ballast.events.deposit.DepositTriggered;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every event type of Ballast with its wire name, the topic it travels on and the record that holds its data. */
public enum EventType {
    BALANCE_UPDATED("balance_updated", Topics.LEDGER_BALANCES, BalanceUpdated.class),
    TRANSACTION_COMPLETED("transaction_completed", Topics.LEDGER_BALANCES, TransactionCompleted.class),
    TRANSACTION_FAILED("transaction_failed", Topics.LEDGER_BALANCES, TransactionFailed.class),
    BALANCE_INSUFFICIENT("balance_insufficient", Topics.LEDGER_BALANCES, BalanceInsufficient.class),
    CHAIN_BALANCE_CHANGED("chain_balance_changed", Topics.CHAIN_BALANCES, ChainBalanceChanged.class),
    CHAIN_CREDIT_DETECTED("chain_credit_detected", Topics.CHAIN_BALANCES, ChainCreditDetected.class),
    CHAIN_BALANCE_REORGED("chain_balance_reorged", Topics.CHAIN_BALANCES, ChainBalanceReorged.class),
    DEPOSIT_TRIGGERED("deposit_triggered", Topics.DEPOSITS, DepositTriggered.class),
    DEPOSIT_SUBMITTED("deposit_submitted", Topics.DEPOSITS, DepositSubmitted.class),
    DEPOSIT_CONFIRMED("deposit_confirmed", Topics.DEPOSITS, DepositConfirmed.class),
    DEPOSIT_FAILED("deposit_failed", Topics.DEPOSITS, DepositFailed.class),
    DEPOSIT_HELD("deposit_held", Topics.DEPOSITS, DepositHeld.class);

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final String topic;
    private final Class<? extends EventData> dataClass;

    EventType(String wireName, String topic, Class<? extends EventData> dataClass) {
        this.wireName = wireName;
        this.topic = topic;
        this.dataClass = dataClass;
    }

    /** The name in the {@code ce_type} header and, towards clients, in the frame's {@code event} field. */
    public String wireName() {
        return wireName;
    }

    public String topic() {
        return topic;
    }

    public Class<? extends EventData> dataClass() {
        return dataClass;
    }

    /** The type of that name, or empty for one that this version does not know (a newer producer's). */
    public static Optional<EventType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }
}
