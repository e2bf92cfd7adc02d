package io.ballast.infrastructure.hedera;

import io.ballast.infrastructure.hedera.TransactionRecord.Association;
import io.ballast.infrastructure.hedera.TransactionRecord.NewAccount;
import io.ballast.infrastructure.hedera.TransactionRecord.NewToken;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Accounts, tokens and who holds what. The consensus node has one, and the mirror node another that is some blocks
 * behind. Not thread-safe.
 */
final class LedgerState {

    private final NavigableMap<Long, Account> accounts = new TreeMap<>();
    private final NavigableMap<Long, NewToken> tokens = new TreeMap<>();

    /** An account; its tokens are in the order in which they were associated. */
    static final class Account {

        private final NewAccount made;
        private final long createdAt;
        private final SequencedMap<Long, Long> tokens = new LinkedHashMap<>();
        private final Map<Long, Long> tokensChangedAt = new HashMap<>();
        private long changedAt;
        private long tinybars;
        private int automaticUsed;

        private Account(NewAccount made, long createdAt) {
            this.made = made;
            this.createdAt = createdAt;
            this.changedAt = createdAt;
        }

        long id() {
            return made.account();
        }

        long createdAt() {
            return createdAt;
        }

        Optional<AccountKey> key() {
            return Optional.ofNullable(made.key());
        }

        int automaticAssociations() {
            return made.automaticAssociations();
        }

        boolean hasAutomaticAssociationsLeft(int taken) {
            return automaticAssociations() < 0 || automaticUsed + taken < automaticAssociations();
        }

        long tinybars() {
            return tinybars;
        }

        /** When the HBAR it holds became what they are. */
        long changedAt() {
            return changedAt;
        }

        /** When its balance of a token became what it is. */
        long changedAt(long token) {
            return tokensChangedAt.get(token);
        }

        private void move(long amount, long at) {
            tinybars += amount;
            changedAt = at;
        }

        private void move(long token, long amount, long at) {
            tokens.merge(token, amount, Math::addExact);
            tokensChangedAt.put(token, at);
        }

        /** The balance of a token, or empty if the account is not associated with it. */
        Optional<Long> balance(long token) {
            return Optional.ofNullable(tokens.get(token));
        }

        SequencedMap<Long, Long> tokens() {
            return Collections.unmodifiableSequencedMap(tokens);
        }
    }

    Optional<Account> account(long id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    Optional<NewToken> token(long id) {
        return Optional.ofNullable(tokens.get(id));
    }

    /** The number of the next account or token. */
    long nextId(long first) {
        long lastAccount = accounts.isEmpty() ? 0 : accounts.lastKey();
        long lastToken = tokens.isEmpty() ? 0 : tokens.lastKey();
        return Math.max(first, Math.max(lastAccount, lastToken) + 1);
    }

    void apply(TransactionRecord transaction) {
        if (transaction.created() != null) {
            NewAccount made = transaction.created();
            accounts.put(made.account(), new Account(made, transaction.consensusAt()));
        }
        if (transaction.token() != null) {
            tokens.put(transaction.token().token(), transaction.token());
        }
        long at = transaction.consensusAt();
        transaction.associations().forEach(association -> associate(association, at));
        transaction
                .transfers()
                .forEach(transfer -> accounts.get(transfer.account()).move(transfer.amount(), at));
        transaction
                .tokenTransfers()
                .forEach(transfer -> accounts.get(transfer.account()).move(transfer.token(), transfer.amount(), at));
    }

    private void associate(Association association, long at) {
        Account account = accounts.get(association.account());
        account.tokens.putIfAbsent(association.token(), 0L);
        account.tokensChangedAt.putIfAbsent(association.token(), at);
        if (association.automatic()) {
            account.automaticUsed++;
        }
    }
}
