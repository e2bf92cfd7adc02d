package io.ballast.infrastructure.hedera;

import io.ballast.infrastructure.hedera.TransactionRecord.Association;
import io.ballast.infrastructure.hedera.TransactionRecord.NewAccount;
import io.ballast.infrastructure.hedera.TransactionRecord.NewToken;
import io.ballast.infrastructure.hedera.TransactionRecord.TokenTransfer;
import io.ballast.infrastructure.hedera.TransactionRecord.Transfer;
import java.util.List;

/** What a transaction does to the state, beside its fee. */
record Effects(
        List<Transfer> transfers,
        List<TokenTransfer> tokenTransfers,
        List<Association> associations,
        NewAccount created,
        NewToken token) {

    static final Effects NONE = new Effects(List.of(), List.of(), List.of(), null, null);

    static Effects transfers(
            List<Transfer> transfers, List<TokenTransfer> tokenTransfers, List<Association> associations) {
        return new Effects(transfers, tokenTransfers, associations, null, null);
    }

    static Effects associations(List<Association> associations) {
        return transfers(List.of(), List.of(), associations);
    }

    static Effects created(NewAccount account, List<Transfer> transfers) {
        return new Effects(transfers, List.of(), List.of(), account, null);
    }

    /** The treasury holds the whole supply of its new token. */
    static Effects token(NewToken token) {
        return new Effects(
                List.of(),
                List.of(new TokenTransfer(token.token(), token.treasury(), token.supply())),
                List.of(new Association(token.treasury(), token.token(), false)),
                null,
                token);
    }
}
