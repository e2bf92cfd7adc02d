package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.CryptoCreateTransactionBody;
import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.hedera.hashgraph.sdk.proto.TokenAssociateTransactionBody;
import com.hedera.hashgraph.sdk.proto.TokenID;
import com.hedera.hashgraph.sdk.proto.TransactionBody;
import io.ballast.infrastructure.hedera.LedgerState.Account;
import io.ballast.infrastructure.hedera.TransactionRecord.Association;
import io.ballast.infrastructure.hedera.TransactionRecord.NewAccount;
import io.ballast.infrastructure.hedera.TransactionRecord.Transfer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The transactions that this network knows, what they cost and what they do. Fees are in the order of the public network's. */
enum TransactionKind {
    CRYPTOTRANSFER(100_000) {
        @Override
        void checkForm(TransactionBody body) throws Refusal {
            TransferRules.checkForm(body.getCryptoTransfer());
        }

        @Override
        Effects effects(Submission submission, LedgerState state, Predicate<Account> signed) throws Refusal {
            return TransferRules.effects(
                    submission.body().getCryptoTransfer(), state, signed, submission.payer(), fee());
        }
    },
    CRYPTOCREATEACCOUNT(50_000_000) {
        @Override
        void checkForm(TransactionBody body) throws Refusal {
            CryptoCreateTransactionBody creation = body.getCryptoCreateAccount();
            Refusal.unless(creation.getAlias().isEmpty(), ResponseCodeEnum.NOT_SUPPORTED);
            Refusal.unless(creation.getInitialBalance() >= 0, ResponseCodeEnum.INVALID_INITIAL_BALANCE);
            Refusal.unless(
                    creation.getMaxAutomaticTokenAssociations() >= -1, ResponseCodeEnum.INVALID_MAX_AUTO_ASSOCIATIONS);
            AccountKey.of(creation.getKey());
        }

        @Override
        Effects effects(Submission submission, LedgerState state, Predicate<Account> signed) throws Refusal {
            CryptoCreateTransactionBody creation = submission.body().getCryptoCreateAccount();
            Account payer = state.account(submission.payer()).orElseThrow();
            long balance = creation.getInitialBalance();
            Refusal.unless(payer.tinybars() - fee() >= balance, ResponseCodeEnum.INSUFFICIENT_PAYER_BALANCE);
            long id = state.nextId(Genesis.FIRST_USER_ENTITY);
            NewAccount account =
                    new NewAccount(id, AccountKey.of(creation.getKey()), creation.getMaxAutomaticTokenAssociations());
            return Effects.created(account, List.of(new Transfer(payer.id(), -balance), new Transfer(id, balance)));
        }
    },
    TOKENASSOCIATE(50_000_000) {
        @Override
        void checkForm(TransactionBody body) throws Refusal {
            List<TokenID> tokens = body.getTokenAssociate().getTokensList();
            boolean repeated = tokens.stream().distinct().count() < tokens.size();
            Refusal.unless(!repeated, ResponseCodeEnum.TOKEN_ID_REPEATED_IN_TOKEN_LIST);
        }

        @Override
        Effects effects(Submission submission, LedgerState state, Predicate<Account> signed) throws Refusal {
            TokenAssociateTransactionBody body = submission.body().getTokenAssociate();
            long id = Submission.number(body.getAccount(), ResponseCodeEnum.INVALID_ACCOUNT_ID);
            Account account = state.account(id).orElseThrow(() -> new Refusal(ResponseCodeEnum.INVALID_ACCOUNT_ID));
            Refusal.unless(signed.test(account), ResponseCodeEnum.INVALID_SIGNATURE);
            List<Association> associations = new ArrayList<>();
            for (TokenID token : body.getTokensList()) {
                long number = token.getTokenNum();
                Refusal.unless(state.token(number).isPresent(), ResponseCodeEnum.INVALID_TOKEN_ID);
                Refusal.unless(account.balance(number).isEmpty(), ResponseCodeEnum.TOKEN_ALREADY_ASSOCIATED_TO_ACCOUNT);
                associations.add(new Association(id, number, false));
            }
            return Effects.associations(associations);
        }
    };

    private final long fee;

    TransactionKind(long fee) {
        this.fee = fee;
    }

    static TransactionKind of(TransactionBody body) throws Refusal {
        return switch (body.getDataCase()) {
            case CRYPTOTRANSFER -> CRYPTOTRANSFER;
            case CRYPTOCREATEACCOUNT -> CRYPTOCREATEACCOUNT;
            case TOKENASSOCIATE -> TOKENASSOCIATE;
            default -> throw new Refusal(ResponseCodeEnum.NOT_SUPPORTED);
        };
    }

    /** In tinybars. */
    long fee() {
        return fee;
    }

    /** What is wrong whatever the state is; refused before consensus. */
    abstract void checkForm(TransactionBody body) throws Refusal;

    /**
     * What the transaction does; refused after consensus, when its fee is due all the same.
     *
     * @param signed whether an account's key signed the transaction
     */
    abstract Effects effects(Submission submission, LedgerState state, Predicate<Account> signed) throws Refusal;
}
