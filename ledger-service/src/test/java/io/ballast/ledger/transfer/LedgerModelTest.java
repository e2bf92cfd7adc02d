package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.Entry;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random ledgers and random work: whatever comes, the rules agree with the model, and the invariants hold. */
class LedgerModelTest {

    private static final int SEEDS = 3_000;
    private static final Asset POINTS = new Asset("PTS", 0, "Points");

    @Test
    void givenAnyChains_whenTheyAreDecided_thenTheRulesAgreeWithTheModel() {
        int accepted = 0;
        int refused = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            // given
            Random random = new Random(seed);
            List<AccountState> accounts = accounts(random);
            List<Chain> chains = chains(random, accounts);
            LedgerModel model = new LedgerModel(accounts);

            // when
            List<Posting> postings = PostingRules.decide(accounts, chains);
            List<Boolean> expected = model.apply(chains);

            // then
            assertEquals(
                    expected, postings.stream().map(LedgerModelTest::isAccepted).toList(), "seed " + seed);
            assertSameAccounts(model, Books.after(accounts, postings), seed);
            assertInvariants(accounts, postings, seed);
            accepted += (int) expected.stream().filter(posted -> posted).count();
            refused += (int) expected.stream().filter(posted -> !posted).count();
        }
        assertTrue(accepted > SEEDS && refused > SEEDS, accepted + " accepted, " + refused + " refused");
    }

    @Test
    void givenAnyBatch_whenItsChainsAreDecidedOneByOne_thenTheResultIsTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            // given
            Random random = new Random(seed);
            List<AccountState> accounts = accounts(random);
            List<Chain> chains = chains(random, accounts);

            // when
            List<Posting> oneByOne = new ArrayList<>();
            List<AccountState> current = accounts;
            for (Chain chain : chains) {
                List<Posting> postings = PostingRules.decide(current, List.of(chain));
                current = Books.after(current, postings);
                oneByOne.addAll(postings);
            }

            // then
            assertEquals(oneByOne, PostingRules.decide(accounts, chains), "seed " + seed);
        }
    }

    private static void assertSameAccounts(LedgerModel model, Collection<AccountState> states, long seed) {
        for (AccountState state : states) {
            LedgerModel.ModelAccount expected = model.account(state.account().id());
            assertEquals(expected.balance().longValueExact(), state.balance(), "seed " + seed);
            assertEquals(expected.held().longValueExact(), state.held(), "seed " + seed);
            assertEquals(expected.version(), state.version(), "seed " + seed);
        }
    }

    private static void assertInvariants(List<AccountState> before, List<Posting> postings, long seed) {
        PostedBatch batch = new PostedBatch(postings, Books.NOW);
        Map<UUID, AccountState> states = new HashMap<>();
        before.forEach(state -> states.put(state.account().id(), state));
        for (Posting.Accepted posting : batch.accepted()) {
            assertEquals(
                    0, Math.addExact(posting.debit().amount(), posting.credit().amount()), "seed " + seed);
            assertFollows(states, posting.debit(), posting.transfer().released(), seed);
            assertFollows(states, posting.credit(), 0, seed);
            AccountState payer = states.get(posting.debit().account().id());
            assertTrue(payer.spendable() >= 0, "seed " + seed + ": an account below its floor paid");
        }
        for (AccountChange change : batch.changes()) {
            AccountState last = states.get(change.accountId());
            AccountState first = before.stream()
                    .filter(state -> state.account().id().equals(change.accountId()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(first.version(), change.previousVersion(), "seed " + seed);
            assertEquals(last.version(), change.version(), "seed " + seed);
            assertEquals(last.balance(), change.balance(), "seed " + seed);
            assertEquals(first.held() - last.held(), change.released(), "seed " + seed);
        }
    }

    /** Versions without gaps, and each balance the one before it and the amount. */
    private static void assertFollows(Map<UUID, AccountState> states, Entry entry, long released, long seed) {
        AccountState previous = states.get(entry.account().id());
        assertEquals(previous.version() + 1, entry.version(), "seed " + seed);
        assertEquals(Math.addExact(previous.balance(), entry.amount()), entry.balanceAfter(), "seed " + seed);
        states.put(entry.account().id(), previous.after(entry.amount(), released));
    }

    private static boolean isAccepted(Posting posting) {
        return posting instanceof Posting.Accepted;
    }

    private static List<AccountState> accounts(Random random) {
        List<AccountState> accounts = new ArrayList<>();
        accounts.add(Books.system(random.nextInt(20) == 0 ? Long.MIN_VALUE + random.nextInt(500) : 0));
        for (int index = random.nextInt(5) + 1; index > 0; index--) {
            accounts.add(account(random, index));
        }
        return accounts;
    }

    private static AccountState account(Random random, int index) {
        long balance = random.nextInt(30) == 0 ? Long.MAX_VALUE - random.nextInt(500) : random.nextInt(1_000);
        Long floor = random.nextInt(10) == 0 ? null : Long.valueOf(-random.nextInt(3) * 100L);
        Long ceiling = random.nextInt(4) == 0 ? Long.valueOf(random.nextInt(2_000)) : null;
        AccountStatus status = random.nextInt(12) == 0
                ? AccountStatus.values()[random.nextInt(AccountStatus.values().length)]
                : AccountStatus.ACTIVE;
        Asset asset = random.nextInt(12) == 0 ? POINTS : Books.USD;
        Account account = new Account(
                UUID.randomUUID(),
                Owner.user("user-" + index),
                AccountType.PERSONAL,
                asset,
                status,
                new Limits(floor, ceiling),
                Books.NOW);
        long held = random.nextBoolean() ? random.nextInt((int) Math.min(balance, 400) + 1) : 0;
        return new AccountState(account, balance, held, random.nextInt(50), random.nextInt(3), Books.NOW);
    }

    private static List<Chain> chains(Random random, List<AccountState> accounts) {
        Map<UUID, Long> held = new HashMap<>();
        accounts.forEach(state -> held.put(state.account().id(), state.held()));
        List<Chain> chains = new ArrayList<>();
        for (int index = random.nextInt(15); index > 0; index--) {
            List<Transfer> transfers = new ArrayList<>();
            for (int length = random.nextInt(4) == 0 ? random.nextInt(4) + 1 : 1; length > 0; length--) {
                transfers.add(transfer(random, accounts, held));
            }
            chains.add(new Chain(transfers));
        }
        return chains;
    }

    /** What is released was held, and is released once: the holds' own rules see to that. */
    private static Transfer transfer(Random random, List<AccountState> accounts, Map<UUID, Long> held) {
        UUID from = anyOf(random, accounts);
        UUID to = anyOf(random, accounts);
        long units = random.nextInt(50) == 0 ? Long.MAX_VALUE - random.nextInt(3) : random.nextInt(600) + 1L;
        long most = held.getOrDefault(from, 0L);
        long released = most > 0 && random.nextInt(3) == 0 ? random.nextInt((int) most) + 1L : 0;
        held.merge(from, -released, Long::sum);
        return new Transfer(
                TransactionIds.next(),
                TransactionType.TRANSFER,
                from,
                to,
                units,
                released,
                TransferNote.askedBy("user-a", null));
    }

    private static UUID anyOf(Random random, List<AccountState> accounts) {
        return random.nextInt(25) == 0
                ? UUID.randomUUID()
                : accounts.get(random.nextInt(accounts.size())).account().id();
    }
}
