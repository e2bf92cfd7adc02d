package io.ballast.events.json;

import io.ballast.events.EventData;
import io.ballast.events.EventType;
import io.ballast.events.chain.ChainBalanceChanged;
import io.ballast.events.chain.ChainBalanceReorged;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.events.chain.ChainCreditReorged;
import io.ballast.events.deposit.BalanceAlert;
import io.ballast.events.deposit.DepositConfirmed;
import io.ballast.events.deposit.DepositFailed;
import io.ballast.events.deposit.DepositHeld;
import io.ballast.events.deposit.DepositSubmitted;
import io.ballast.events.deposit.DepositTriggered;
import io.ballast.events.ledger.BalanceHeld;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.events.ledger.TransactionFailed;

/** Which record holds the data of which type. It stands here, so that a record knows its type and not the other way round. */
public final class DataClasses {

    private DataClasses() {}

    public static Class<? extends EventData> of(EventType type) {
        return switch (type) {
            case BALANCE_UPDATED -> BalanceUpdated.class;
            case TRANSACTION_COMPLETED -> TransactionCompleted.class;
            case TRANSACTION_FAILED -> TransactionFailed.class;
            case BALANCE_INSUFFICIENT -> BalanceInsufficient.class;
            case BALANCE_HELD -> BalanceHeld.class;
            case CHAIN_BALANCE_CHANGED -> ChainBalanceChanged.class;
            case CHAIN_CREDIT_DETECTED -> ChainCreditDetected.class;
            case CHAIN_CREDIT_REORGED -> ChainCreditReorged.class;
            case CHAIN_BALANCE_REORGED -> ChainBalanceReorged.class;
            case DEPOSIT_TRIGGERED -> DepositTriggered.class;
            case DEPOSIT_SUBMITTED -> DepositSubmitted.class;
            case DEPOSIT_CONFIRMED -> DepositConfirmed.class;
            case DEPOSIT_FAILED -> DepositFailed.class;
            case DEPOSIT_HELD -> DepositHeld.class;
            case BALANCE_ALERT -> BalanceAlert.class;
        };
    }
}
