package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.scval.Scv;
import org.stellar.sdk.xdr.CreateAccountOp;
import org.stellar.sdk.xdr.CreateAccountResultCode;
import org.stellar.sdk.xdr.OperationResultCode;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.PaymentOp;
import org.stellar.sdk.xdr.PaymentResultCode;
import org.stellar.sdk.xdr.SCVal;
import org.stellar.sdk.xdr.SetOptionsOp;
import org.stellar.sdk.xdr.SetOptionsResultCode;

/** New accounts, payments, and the flags by which an issuer asks to be asked. */
final class AccountOperations {

    private static final int KNOWN_FLAGS = Account.AUTH_REQUIRED | Account.AUTH_REVOCABLE;

    private final State state;
    private final Moves moves;
    private final AssetEvents events;

    AccountOperations(State state, Moves moves, AssetEvents events) {
        this.state = state;
        this.moves = moves;
        this.events = events;
    }

    Outcome create(String source, CreateAccountOp operation) {
        String created = Xdr.account(operation.getDestination());
        long balance = Xdr.number(operation.getStartingBalance());
        if (balance < 0 || created.equals(source)) {
            return created(CreateAccountResultCode.CREATE_ACCOUNT_MALFORMED);
        }
        if (state.account(created).isPresent()) {
            return created(CreateAccountResultCode.CREATE_ACCOUNT_ALREADY_EXIST);
        }
        if (balance < Reserve.of(0)) {
            return created(CreateAccountResultCode.CREATE_ACCOUNT_LOW_RESERVE);
        }
        state.put(new Account(created, 0, (long) state.ledger() << Integer.SIZE, 0, 0, 0, 0, state.ledger()));
        if (moves.move(source, created, Moves.NATIVE, balance).isPresent()) {
            return created(CreateAccountResultCode.CREATE_ACCOUNT_UNDERFUNDED);
        }
        return created(CreateAccountResultCode.CREATE_ACCOUNT_SUCCESS)
                .telling(List.of(events.moved(source, created, Moves.NATIVE, balance, Optional.empty())))
                .paying(new Outcome.Payment(true, source, created, Moves.NATIVE, balance));
    }

    Outcome pay(String source, PaymentOp operation, Optional<SCVal> memoId) {
        String to = Xdr.account(operation.getDestination());
        String asset = Xdr.asset(operation.getAsset());
        long amount = Xdr.number(operation.getAmount());
        if (amount <= 0) {
            return paid(PaymentResultCode.PAYMENT_MALFORMED);
        }
        Optional<Moves.Refusal> refusal = moves.move(source, to, asset, amount);
        if (refusal.isPresent()) {
            return paid(PaymentResultCode.valueOf("PAYMENT_" + refusal.get().name()));
        }
        Optional<SCVal> receiver = Xdr.muxedId(operation.getDestination())
                .map(id -> Scv.toUint64(new BigInteger(id)))
                .or(() -> memoId);
        return paid(PaymentResultCode.PAYMENT_SUCCESS)
                .telling(List.of(events.moved(source, to, asset, amount, receiver)))
                .paying(new Outcome.Payment(false, source, to, asset, amount));
    }

    /** Flags only; keys, weights and thresholds are not of this network. */
    Outcome setOptions(String source, SetOptionsOp operation) {
        if (operation.getSigner() != null
                || operation.getMasterWeight() != null
                || operation.getLowThreshold() != null
                || operation.getMedThreshold() != null
                || operation.getHighThreshold() != null) {
            return Outcome.untried(OperationResultCode.opNOT_SUPPORTED);
        }
        int set = Xdr.number(operation.getSetFlags());
        int clear = Xdr.number(operation.getClearFlags());
        if (((set | clear) & ~KNOWN_FLAGS) != 0) {
            return options(SetOptionsResultCode.SET_OPTIONS_UNKNOWN_FLAG);
        }
        if ((set & clear) != 0) {
            return options(SetOptionsResultCode.SET_OPTIONS_BAD_FLAGS);
        }
        Account account = state.account(source).orElseThrow();
        state.put(account.withFlags(account.flags() & ~clear | set));
        return options(SetOptionsResultCode.SET_OPTIONS_SUCCESS);
    }

    private static Outcome created(CreateAccountResultCode code) {
        return Outcome.of(OperationType.CREATE_ACCOUNT, code.getValue());
    }

    private static Outcome paid(PaymentResultCode code) {
        return Outcome.of(OperationType.PAYMENT, code.getValue());
    }

    private static Outcome options(SetOptionsResultCode code) {
        return Outcome.of(OperationType.SET_OPTIONS, code.getValue());
    }
}
