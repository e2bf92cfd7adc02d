package io.ballast.infrastructure.stellar;

import java.util.Optional;
import org.stellar.sdk.xdr.Operation;
import org.stellar.sdk.xdr.OperationResultCode;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.SCVal;

/** Applies operations to the state. What a refused one left behind is the caller's to take back. */
final class Operations {

    private final State state;
    private final AccountOperations accounts;
    private final TrustOperations trust;
    private final OfferOperations offers;
    private final Invocations invocations;

    Operations(State state, Contracts contracts) {
        AssetEvents events = new AssetEvents(contracts);
        Moves moves = new Moves(state, contracts);
        this.state = state;
        this.accounts = new AccountOperations(state, moves, events);
        this.trust = new TrustOperations(state, events);
        this.offers = new OfferOperations(state);
        this.invocations = new Invocations(state, moves, events, contracts);
    }

    /** Whether the vault refuses deposits from now on. */
    void pauseVault(boolean pause) {
        invocations.pauseVault(pause);
    }

    /** What a call would do, whoever asks for it. */
    Invocations.Result run(ContractCall call) {
        return invocations.run(call);
    }

    /**
     * Applies one operation.
     *
     * @param memoId the transaction's memo, as events carry it
     */
    Outcome apply(Operation operation, String transactionSource, Optional<SCVal> memoId) {
        String source = source(operation, transactionSource);
        if (state.account(source).isEmpty()) {
            return Outcome.untried(OperationResultCode.opNO_ACCOUNT);
        }
        var body = operation.getBody();
        return switch (body.getDiscriminant()) {
            case CREATE_ACCOUNT -> accounts.create(source, body.getCreateAccountOp());
            case PAYMENT -> accounts.pay(source, body.getPaymentOp(), memoId);
            case SET_OPTIONS -> accounts.setOptions(source, body.getSetOptionsOp());
            case CHANGE_TRUST -> trust.change(source, body.getChangeTrustOp());
            case SET_TRUST_LINE_FLAGS -> trust.setFlags(source, body.getSetTrustLineFlagsOp());
            case MANAGE_SELL_OFFER -> offers.manage(source, body.getManageSellOfferOp());
            case INVOKE_HOST_FUNCTION -> invocations.apply(source, body.getInvokeHostFunctionOp());
            default -> Outcome.untried(OperationResultCode.opNOT_SUPPORTED);
        };
    }

    /** Whether this network knows operations of that type at all. */
    static boolean isSupported(OperationType type) {
        return switch (type) {
            case CREATE_ACCOUNT,
                    PAYMENT,
                    SET_OPTIONS,
                    CHANGE_TRUST,
                    SET_TRUST_LINE_FLAGS,
                    MANAGE_SELL_OFFER,
                    INVOKE_HOST_FUNCTION -> true;
            default -> false;
        };
    }

    static String source(Operation operation, String transactionSource) {
        return operation.getSourceAccount() == null ? transactionSource : Xdr.account(operation.getSourceAccount());
    }
}
