package io.ballast.infrastructure.hedera;

import com.hedera.hashgraph.sdk.proto.AccountAmount;
import com.hedera.hashgraph.sdk.proto.CryptoTransferTransactionBody;
import com.hedera.hashgraph.sdk.proto.ResponseCodeEnum;
import com.hedera.hashgraph.sdk.proto.TokenTransferList;
import io.ballast.infrastructure.hedera.LedgerState.Account;
import io.ballast.infrastructure.hedera.TransactionRecord.Association;
import io.ballast.infrastructure.hedera.TransactionRecord.NewToken;
import io.ballast.infrastructure.hedera.TransactionRecord.TokenTransfer;
import io.ballast.infrastructure.hedera.TransactionRecord.Transfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Transfers of HBAR and fungible tokens: all of a transaction, or nothing of it. */
final class TransferRules {

    private static final int MOST_TRANSFERS = 10;

    private TransferRules() {}

    /** What is wrong with the transaction whatever the state is; refused before consensus. */
    static void checkForm(CryptoTransferTransactionBody body) throws Refusal {
        List<AccountAmount> hbar = body.getTransfers().getAccountAmountsList();
        Refusal.unless(hbar.size() <= MOST_TRANSFERS, ResponseCodeEnum.TRANSFER_LIST_SIZE_LIMIT_EXCEEDED);
        Refusal.unless(sum(hbar) == 0, ResponseCodeEnum.INVALID_ACCOUNT_AMOUNTS);
        checkAccounts(hbar);
        Set<Long> tokens = new HashSet<>();
        int amounts = 0;
        for (TokenTransferList list : body.getTokenTransfersList()) {
            Refusal.unless(list.getNftTransfersCount() == 0, ResponseCodeEnum.NOT_SUPPORTED);
            Refusal.unless(tokens.add(list.getToken().getTokenNum()), ResponseCodeEnum.TOKEN_ID_REPEATED_IN_TOKEN_LIST);
            Refusal.unless(list.getTransfersCount() > 0, ResponseCodeEnum.EMPTY_TOKEN_TRANSFER_ACCOUNT_AMOUNTS);
            Refusal.unless(sum(list.getTransfersList()) == 0, ResponseCodeEnum.TRANSFERS_NOT_ZERO_SUM_FOR_TOKEN);
            checkAccounts(list.getTransfersList());
            amounts += list.getTransfersCount();
        }
        Refusal.unless(amounts <= MOST_TRANSFERS, ResponseCodeEnum.TOKEN_TRANSFER_LIST_SIZE_LIMIT_EXCEEDED);
    }

    /**
     * What the transaction does.
     *
     * @param signed whether an account agreed to lose something
     * @param fee what the payer loses beside
     */
    static Effects effects(
            CryptoTransferTransactionBody body, LedgerState state, Predicate<Account> signed, long payer, long fee)
            throws Refusal {
        List<Transfer> transfers = new ArrayList<>();
        for (AccountAmount amount : body.getTransfers().getAccountAmountsList()) {
            Account account = account(amount, state, signed);
            long left = account.tinybars() - (account.id() == payer ? fee : 0);
            Refusal.unless(left + amount.getAmount() >= 0, ResponseCodeEnum.INSUFFICIENT_ACCOUNT_BALANCE);
            transfers.add(new Transfer(account.id(), amount.getAmount()));
        }
        List<TokenTransfer> tokenTransfers = new ArrayList<>();
        List<Association> associations = new ArrayList<>();
        Map<Long, Integer> taken = new HashMap<>();
        for (TokenTransferList list : body.getTokenTransfersList()) {
            NewToken token = token(list, state);
            for (AccountAmount amount : list.getTransfersList()) {
                Account account = account(amount, state, signed);
                if (account.balance(token.token()).isEmpty()) {
                    associations.add(automatic(account, token, amount, taken));
                }
                long left = account.balance(token.token()).orElse(0L) + amount.getAmount();
                Refusal.unless(left >= 0, ResponseCodeEnum.INSUFFICIENT_TOKEN_BALANCE);
                tokenTransfers.add(new TokenTransfer(token.token(), account.id(), amount.getAmount()));
            }
        }
        return Effects.transfers(transfers, tokenTransfers, associations);
    }

    private static Association automatic(
            Account account, NewToken token, AccountAmount amount, Map<Long, Integer> taken) throws Refusal {
        boolean never = account.automaticAssociations() == 0 || amount.getAmount() < 0;
        Refusal.unless(!never, ResponseCodeEnum.TOKEN_NOT_ASSOCIATED_TO_ACCOUNT);
        int before = taken.merge(account.id(), 1, Integer::sum) - 1;
        Refusal.unless(
                account.hasAutomaticAssociationsLeft(before), ResponseCodeEnum.NO_REMAINING_AUTOMATIC_ASSOCIATIONS);
        return new Association(account.id(), token.token(), true);
    }

    private static Account account(AccountAmount amount, LedgerState state, Predicate<Account> signed) throws Refusal {
        long id = Submission.number(amount.getAccountID(), ResponseCodeEnum.INVALID_ACCOUNT_ID);
        Account account = state.account(id).orElseThrow(() -> new Refusal(ResponseCodeEnum.INVALID_ACCOUNT_ID));
        Refusal.unless(amount.getAmount() >= 0 || signed.test(account), ResponseCodeEnum.INVALID_SIGNATURE);
        return account;
    }

    private static NewToken token(TokenTransferList list, LedgerState state) throws Refusal {
        NewToken token = state.token(list.getToken().getTokenNum())
                .orElseThrow(() -> new Refusal(ResponseCodeEnum.INVALID_TOKEN_ID));
        boolean asExpected =
                !list.hasExpectedDecimals() || list.getExpectedDecimals().getValue() == token.decimals();
        Refusal.unless(asExpected, ResponseCodeEnum.UNEXPECTED_TOKEN_DECIMALS);
        return token;
    }

    private static void checkAccounts(List<AccountAmount> amounts) throws Refusal {
        Set<Long> accounts = new HashSet<>();
        for (AccountAmount amount : amounts) {
            Refusal.unless(!amount.getIsApproval(), ResponseCodeEnum.NOT_SUPPORTED);
            Refusal.unless(
                    accounts.add(amount.getAccountID().getAccountNum()),
                    ResponseCodeEnum.ACCOUNT_REPEATED_IN_ACCOUNT_AMOUNTS);
        }
    }

    private static long sum(List<AccountAmount> amounts) throws Refusal {
        try {
            return amounts.stream().mapToLong(AccountAmount::getAmount).reduce(0, Math::addExact);
        } catch (ArithmeticException beyondAnyBalance) {
            throw new Refusal(ResponseCodeEnum.INVALID_ACCOUNT_AMOUNTS);
        }
    }
}
