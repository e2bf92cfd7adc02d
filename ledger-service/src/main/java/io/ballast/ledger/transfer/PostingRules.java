package io.ballast.ledger.transfer;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.transaction.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides chains of transfers against the balances that their accounts hold. The chains are taken in order, each seeing what
 * those before it did, and all transfers of a chain are accepted or none: a batch equals its chains posted one by one.
 */
public final class PostingRules {

    private final Map<UUID, AccountState> book;

    private PostingRules(Collection<AccountState> accounts) {
        book = HashMap.newHashMap(accounts.size());
        accounts.forEach(state -> book.put(state.account().id(), state));
    }

    /**
     * @param accounts the locked accounts; a transfer that names another is refused
     * @return one posting a transfer, in the order of the chains and of their transfers
     */
    public static List<Posting> decide(Collection<AccountState> accounts, List<Chain> chains) {
        PostingRules rules = new PostingRules(accounts);
        List<Posting> postings = new ArrayList<>(chains.size());
        chains.forEach(chain -> postings.addAll(rules.decide(chain.transfers())));
        return postings;
    }

    private List<Posting> decide(List<Transfer> chain) {
        Map<UUID, AccountState> before = chain.size() == 1 ? Map.of() : statesOf(chain);
        List<Posting> postings = new ArrayList<>(chain.size());
        for (int position = 0; position < chain.size(); position++) {
            Transfer transfer = chain.get(position);
            Optional<Refusal> refusal = refusal(transfer);
            if (refusal.isPresent()) {
                book.putAll(before);
                return broken(chain, position, refusal.get());
            }
            postings.add(accept(transfer));
        }
        return postings;
    }

    private Map<UUID, AccountState> statesOf(List<Transfer> chain) {
        Map<UUID, AccountState> states = new HashMap<>();
        for (Transfer transfer : chain) {
            remember(states, transfer.from());
            remember(states, transfer.to());
        }
        return states;
    }

    private void remember(Map<UUID, AccountState> states, UUID accountId) {
        AccountState state = book.get(accountId);
        if (state != null) {
            states.put(accountId, state);
        }
    }

    private static List<Posting> broken(List<Transfer> chain, int at, Refusal refusal) {
        List<Posting> postings = new ArrayList<>(chain.size());
        for (int position = 0; position < chain.size(); position++) {
            Refusal own = position == at ? refusal : new Refusal.ChainBroken(at);
            postings.add(new Posting.Refused(chain.get(position), own));
        }
        return postings;
    }

    private Optional<Refusal> refusal(Transfer transfer) {
        AccountState from = book.get(transfer.from());
        AccountState to = book.get(transfer.to());
        if (from == null || to == null) {
            return Optional.of(new Refusal.UnknownAccount(from == null ? transfer.from() : transfer.to()));
        }
        if (transfer.from().equals(transfer.to())) {
            return Optional.of(new Refusal.SameAccount());
        }
        if (!from.account().asset().equals(to.account().asset())) {
            return Optional.of(new Refusal.AssetMismatch());
        }
        return notActive(from.account())
                .or(() -> notActive(to.account()))
                .or(() -> overflow(from, to, transfer.units()))
                .or(() -> insufficientFunds(from, transfer))
                .or(() -> ceilingExceeded(to, transfer.units()));
    }

    private static Optional<Refusal> notActive(Account account) {
        return account.status() == AccountStatus.ACTIVE
                ? Optional.empty()
                : Optional.of(new Refusal.NotActive(account.id(), account.status()));
    }

    private static Optional<Refusal> overflow(AccountState from, AccountState to, long units) {
        if (from.balance() < Long.MIN_VALUE + units) {
            return Optional.of(new Refusal.BalanceOverflow(from.account().id()));
        }
        if (to.balance() > Long.MAX_VALUE - units) {
            return Optional.of(new Refusal.BalanceOverflow(to.account().id()));
        }
        return Optional.empty();
    }

    /** What a hold has kept back for this very transfer can be spent by it. */
    private static Optional<Refusal> insufficientFunds(AccountState payer, Transfer transfer) {
        if (payer.account().limits().floor() == null) {
            return Optional.empty();
        }
        long spendable = plus(payer.spendable(), transfer.released());
        return spendable >= transfer.units()
                ? Optional.empty()
                : Optional.of(new Refusal.InsufficientFunds(payer, transfer.units(), spendable));
    }

    /** At the end of the range it is the end that counts; {@code more} is not negative. */
    private static long plus(long units, long more) {
        return units > Long.MAX_VALUE - more ? Long.MAX_VALUE : units + more;
    }

    private static Optional<Refusal> ceilingExceeded(AccountState payee, long units) {
        Long ceiling = payee.account().limits().ceiling();
        return ceiling == null || payee.balance() + units <= ceiling
                ? Optional.empty()
                : Optional.of(new Refusal.CeilingExceeded(payee));
    }

    private Posting accept(Transfer transfer) {
        Entry debit = enter(transfer.transactionId(), transfer.from(), -transfer.units(), transfer.released());
        Entry credit = enter(transfer.transactionId(), transfer.to(), transfer.units(), 0);
        return new Posting.Accepted(transfer, debit, credit);
    }

    private Entry enter(UUID transactionId, UUID accountId, long amount, long released) {
        AccountState after = book.get(accountId).after(amount, released);
        book.put(accountId, after);
        return new Entry(transactionId, after.account(), after.version(), amount, after.balance());
    }
}
