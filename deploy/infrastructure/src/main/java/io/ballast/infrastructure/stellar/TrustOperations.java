package io.ballast.infrastructure.stellar;

import io.ballast.infrastructure.stellar.Entry.Account;
import io.ballast.infrastructure.stellar.Entry.TrustLine;
import java.util.List;
import java.util.Optional;
import org.stellar.sdk.xdr.ChangeTrustOp;
import org.stellar.sdk.xdr.ChangeTrustResultCode;
import org.stellar.sdk.xdr.OperationType;
import org.stellar.sdk.xdr.SetTrustLineFlagsOp;
import org.stellar.sdk.xdr.SetTrustLineFlagsResultCode;

/** Trustlines: opened, limited and closed by their accounts, authorised by the issuer. */
final class TrustOperations {

    private static final int KNOWN_FLAGS = TrustLine.AUTHORIZED | TrustLine.MAINTAINS_LIABILITIES;

    private final State state;
    private final AssetEvents events;

    TrustOperations(State state, AssetEvents events) {
        this.state = state;
        this.events = events;
    }

    Outcome change(String source, ChangeTrustOp operation) {
        long limit = Xdr.number(operation.getLimit());
        Optional<String> asset = Xdr.asset(operation.getLine());
        if (asset.isEmpty() || asset.get().equals(Moves.NATIVE) || limit < 0) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_MALFORMED);
        }
        return state.trustLine(source, asset.get())
                .map(line -> limited(line, limit))
                .orElseGet(() -> opened(source, asset.get(), limit));
    }

    private Outcome limited(TrustLine line, long limit) {
        boolean removed = limit == 0;
        if (line.balance() + line.buying() > limit) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_INVALID_LIMIT);
        }
        if (!removed) {
            state.put(line.withLimit(limit));
            return changed(ChangeTrustResultCode.CHANGE_TRUST_SUCCESS);
        }
        if (line.selling() > 0) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_CANNOT_DELETE);
        }
        state.remove(line.key());
        Account account = state.account(line.account()).orElseThrow();
        state.put(account.withEntries(account.entries() - 1));
        return changed(ChangeTrustResultCode.CHANGE_TRUST_SUCCESS);
    }

    private Outcome opened(String source, String asset, long limit) {
        Account account = state.account(source).orElseThrow();
        Optional<Account> issuer = state.account(Moves.issuer(asset));
        if (limit == 0) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_INVALID_LIMIT);
        }
        if (issuer.isEmpty()) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_NO_ISSUER);
        }
        if (issuer.get().id().equals(source)) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_MALFORMED);
        }
        if (!Reserve.bearsOneMore(account)) {
            return changed(ChangeTrustResultCode.CHANGE_TRUST_LOW_RESERVE);
        }
        int flags = issuer.get().has(Account.AUTH_REQUIRED) ? 0 : TrustLine.AUTHORIZED;
        state.put(account.withEntries(account.entries() + 1));
        state.put(new TrustLine(source, asset, 0, limit, flags, 0, 0, state.ledger()));
        return changed(ChangeTrustResultCode.CHANGE_TRUST_SUCCESS);
    }

    Outcome setFlags(String source, SetTrustLineFlagsOp operation) {
        String asset = Xdr.asset(operation.getAsset());
        int set = Xdr.number(operation.getSetFlags());
        int clear = Xdr.number(operation.getClearFlags());
        boolean foreign = asset.equals(Moves.NATIVE) || !Moves.issuer(asset).equals(source);
        if (foreign || (set & clear) != 0 || ((set | clear) & ~KNOWN_FLAGS) != 0) {
            return flagged(SetTrustLineFlagsResultCode.SET_TRUST_LINE_FLAGS_MALFORMED);
        }
        Optional<TrustLine> line = state.trustLine(Xdr.account(operation.getTrustor()), asset);
        if (line.isEmpty()) {
            return flagged(SetTrustLineFlagsResultCode.SET_TRUST_LINE_FLAGS_NO_TRUST_LINE);
        }
        boolean revokes = (clear & TrustLine.AUTHORIZED) != 0;
        if (revokes && !state.account(source).orElseThrow().has(Account.AUTH_REVOCABLE)) {
            return flagged(SetTrustLineFlagsResultCode.SET_TRUST_LINE_FLAGS_CANT_REVOKE);
        }
        int flags = line.get().flags() & ~clear | set;
        if (flags == KNOWN_FLAGS) {
            return flagged(SetTrustLineFlagsResultCode.SET_TRUST_LINE_FLAGS_INVALID_STATE);
        }
        TrustLine next = line.get().withFlags(flags);
        state.put(next);
        return flagged(SetTrustLineFlagsResultCode.SET_TRUST_LINE_FLAGS_SUCCESS)
                .telling(List.of(events.authorized(next.account(), asset, next.isAuthorized())));
    }

    private static Outcome changed(ChangeTrustResultCode code) {
        return Outcome.of(OperationType.CHANGE_TRUST, code.getValue());
    }

    private static Outcome flagged(SetTrustLineFlagsResultCode code) {
        return Outcome.of(OperationType.SET_TRUST_LINE_FLAGS, code.getValue());
    }
}
