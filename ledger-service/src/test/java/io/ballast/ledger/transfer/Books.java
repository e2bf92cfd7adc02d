package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Accounts and transfers for tests of the rules. */
final class Books {

    static final Asset USD = new Asset("USD", 2, "US dollar");
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Books() {}

    static AccountState user(String id, long balance) {
        return state(Owner.user(id), AccountType.PERSONAL, USD, AccountStatus.ACTIVE, balance);
    }

    static AccountState system(long balance) {
        return state(Owner.SYSTEM, AccountType.SYSTEM, USD, AccountStatus.ACTIVE, balance);
    }

    static AccountState state(Owner owner, AccountType type, Asset asset, AccountStatus status, long balance) {
        return new AccountState(new Account(UUID.randomUUID(), owner, type, asset, status, NOW), balance, 7, NOW);
    }

    static Transfer transfer(AccountState from, AccountState to, long units) {
        return transfer(from.account().id(), to.account().id(), units);
    }

    static Transfer transfer(UUID from, UUID to, long units) {
        return new Transfer(TransactionIds.next(), TransactionType.TRANSFER, from, to, units, "user-a", null, null);
    }

    /** What the accounts hold after the postings. */
    static List<AccountState> after(Collection<AccountState> before, List<Posting> postings) {
        Map<UUID, AccountState> states = new HashMap<>();
        before.forEach(state -> states.put(state.account().id(), state));
        for (Entry entry : new PostedBatch(postings, NOW).entries()) {
            states.computeIfPresent(entry.account().id(), (id, state) -> state.after(entry.amount()));
        }
        return new ArrayList<>(states.values());
    }
}
