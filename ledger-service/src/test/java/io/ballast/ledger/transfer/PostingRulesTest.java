package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PostingRulesTest {

    private final AccountState alice = Books.user("alice", 10_000);
    private final AccountState bob = Books.user("bob", 500);
    private final AccountState system = Books.system(0);

    @Test
    void givenEnoughMoney_whenItIsMoved_thenBothAccountsGetAnEntryAndTheySumToZero() {
        // given
        Transfer transfer = Books.transfer(alice, bob, 2_500);

        // when
        Posting.Accepted posting = assertInstanceOf(Posting.Accepted.class, decide(transfer));

        // then
        assertEquals(new Entry(transfer.transactionId(), alice.account(), 8, -2_500, 7_500), posting.debit());
        assertEquals(new Entry(transfer.transactionId(), bob.account(), 8, 2_500, 3_000), posting.credit());
        assertEquals(0, posting.entries().stream().mapToLong(Entry::amount).sum());
    }

    @Test
    void givenExactlyEnoughMoney_whenAllOfItIsMoved_thenNothingIsLeft() {
        // when
        Posting.Accepted posting = assertInstanceOf(Posting.Accepted.class, decide(Books.transfer(alice, bob, 10_000)));

        // then
        assertEquals(0, posting.debit().balanceAfter());
    }

    @Test
    void givenOneUnitTooLittle_whenItIsMoved_thenTheRefusalTellsWhatIsMissing() {
        // when
        Refusal refusal = refusal(Books.transfer(alice, bob, 10_001));

        // then
        Refusal.InsufficientFunds insufficient = assertInstanceOf(Refusal.InsufficientFunds.class, refusal);
        assertEquals(alice, insufficient.payer());
        assertEquals(10_001, insufficient.required());
        assertEquals(1, insufficient.shortfall());
    }

    @Test
    void givenTheSystemAccount_whenItPays_thenItMayGoBelowZero() {
        // when
        Posting.Accepted posting = assertInstanceOf(Posting.Accepted.class, decide(Books.transfer(system, alice, 50)));

        // then
        assertEquals(-50, posting.debit().balanceAfter());
    }

    @Test
    void givenAnAccountThatIsNotThere_whenMoneyIsMoved_thenItIsNamed() {
        // given
        UUID unknown = UUID.randomUUID();
        UUID alices = alice.account().id();

        // then
        assertEquals(new Refusal.UnknownAccount(unknown), refusal(Books.transfer(unknown, alices, 1)));
        assertEquals(new Refusal.UnknownAccount(unknown), refusal(Books.transfer(alices, unknown, 1)));
    }

    @Test
    void givenOneAccount_whenItPaysItself_thenThatIsRefused() {
        assertEquals(new Refusal.SameAccount(), refusal(Books.transfer(alice, alice, 1)));
    }

    @Test
    void givenAccountsOfTwoAssets_whenMoneyIsMoved_thenThatIsRefused() {
        // given
        AccountState points = Books.state(
                Owner.user("carol"), AccountType.PERSONAL, new Asset("PTS", 0, "Points"), AccountStatus.ACTIVE, 9);

        // then
        assertEquals(new Refusal.AssetMismatch(), refusal(Books.transfer(alice, points, 1), alice, points));
    }

    @Test
    void givenAFrozenOrClosedAccount_whenItIsOnEitherSide_thenItsStateIsTheReason() {
        for (AccountStatus status : List.of(AccountStatus.FROZEN, AccountStatus.CLOSED)) {
            // given
            AccountState still = Books.state(Owner.user("dave"), AccountType.PERSONAL, Books.USD, status, 1_000);
            Refusal expected = new Refusal.NotActive(still.account().id(), status);

            // then
            assertEquals(expected, refusal(Books.transfer(still, alice, 1), still, alice));
            assertEquals(expected, refusal(Books.transfer(alice, still, 1), alice, still));
        }
    }

    @Test
    void givenAccountsAtTheEndOfTheRange_whenMoneyIsMoved_thenNoBalanceWrapsAround() {
        // given
        AccountState full = Books.user("full", Long.MAX_VALUE - 5);
        AccountState empty = Books.system(Long.MIN_VALUE + 5);

        // then
        assertEquals(
                new Refusal.BalanceOverflow(full.account().id()), refusal(Books.transfer(alice, full, 6), alice, full));
        assertEquals(
                new Refusal.BalanceOverflow(empty.account().id()),
                refusal(Books.transfer(empty, alice, 6), empty, alice));
    }

    @Test
    void givenABatch_whenALaterTransferSpendsWhatAnEarlierOneBrought_thenItIsAccepted() {
        // when
        List<Posting> postings = PostingRules.decide(
                List.of(alice, bob),
                Books.chains(List.of(
                        Books.transfer(bob, alice, 501),
                        Books.transfer(alice, bob, 10_000),
                        Books.transfer(bob, alice, 10_500))));

        // then
        assertInstanceOf(Posting.Refused.class, postings.get(0));
        Posting.Accepted second = assertInstanceOf(Posting.Accepted.class, postings.get(1));
        Posting.Accepted third = assertInstanceOf(Posting.Accepted.class, postings.get(2));
        assertEquals(8, second.debit().version());
        assertEquals(9, third.credit().version());
    }

    @Test
    void givenNoUnits_whenATransferIsMade_thenThereIsNoSuchTransfer() {
        assertThrows(IllegalArgumentException.class, () -> Books.transfer(alice, bob, 0));
        assertThrows(IllegalArgumentException.class, () -> Books.transfer(alice, bob, -1));
    }

    /** Whatever the batch: its items one by one come to the same, and the invariants hold. */
    @Test
    void givenRandomBatches_whenTheyAreDecided_thenTheyEqualTheirItemsOneByOne() {
        for (long seed = 0; seed < 500; seed++) {
            // given
            Random random = new Random(seed);
            List<AccountState> accounts = accounts(random);
            List<Transfer> transfers = transfers(random, accounts);

            // when
            List<Posting> atOnce = PostingRules.decide(accounts, Books.chains(transfers));
            List<AccountState> after = Books.after(accounts, atOnce);

            // then
            assertEquals(oneByOne(accounts, transfers), atOnce, "seed " + seed);
            assertInvariants(accounts, after, atOnce, "seed " + seed);
        }
    }

    private static List<Posting> oneByOne(List<AccountState> accounts, List<Transfer> transfers) {
        List<AccountState> current = accounts;
        List<Posting> postings = new ArrayList<>();
        for (Transfer transfer : transfers) {
            List<Posting> single = PostingRules.decide(current, List.of(Chain.of(transfer)));
            current = Books.after(current, single);
            postings.addAll(single);
        }
        return postings;
    }

    private static void assertInvariants(
            List<AccountState> before, List<AccountState> after, List<Posting> postings, String seed) {
        assertEquals(sum(before), sum(after), seed);
        assertTrue(after.stream().allMatch(state -> state.account().isSystem() || state.balance() >= 0), seed);
        Map<UUID, Long> versions = new HashMap<>();
        before.forEach(state -> versions.put(state.account().id(), state.version()));
        for (Entry entry : new PostedBatch(postings, Books.NOW).entries()) {
            assertEquals(versions.merge(entry.account().id(), 1L, Long::sum), entry.version(), seed);
        }
    }

    private static List<AccountState> accounts(Random random) {
        List<AccountState> accounts = new ArrayList<>();
        accounts.add(Books.system(random.nextInt(1_000) - 500));
        for (int index = random.nextInt(5) + 1; index > 0; index--) {
            accounts.add(Books.user("user-" + index, random.nextInt(1_000)));
        }
        accounts.sort(Comparator.comparing(state -> state.account().id()));
        return accounts;
    }

    private static List<Transfer> transfers(Random random, List<AccountState> accounts) {
        List<Transfer> transfers = new ArrayList<>();
        for (int index = random.nextInt(30); index > 0; index--) {
            AccountState from = accounts.get(random.nextInt(accounts.size()));
            AccountState to = accounts.get(random.nextInt(accounts.size()));
            transfers.add(Books.transfer(from, to, random.nextInt(600) + 1L));
        }
        return transfers;
    }

    private static long sum(List<AccountState> accounts) {
        return accounts.stream().mapToLong(AccountState::balance).sum();
    }

    private Posting decide(Transfer transfer) {
        return PostingRules.decide(List.of(alice, bob, system), List.of(Chain.of(transfer)))
                .getFirst();
    }

    private Refusal refusal(Transfer transfer) {
        return refusal(transfer, alice, bob, system);
    }

    private static Refusal refusal(Transfer transfer, AccountState... accounts) {
        Posting posting = PostingRules.decide(List.of(accounts), List.of(Chain.of(transfer)))
                .getFirst();
        return assertInstanceOf(Posting.Refused.class, posting).refusal();
    }
}
