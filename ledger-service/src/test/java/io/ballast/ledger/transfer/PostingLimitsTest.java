package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostingLimitsTest {

    private final AccountState bob = Books.user("bob", 500);

    @Test
    void givenHeldMoney_whenMoreThanTheRestIsSpent_thenTheShortfallCountsTheHold() {
        // given
        AccountState alice = Books.limited("alice", Limits.OF_OWNERS, 1_000, 400);

        // when
        Refusal refusal = refusal(Books.transfer(alice, bob, 700), alice, bob);

        // then
        Refusal.InsufficientFunds insufficient = assertInstanceOf(Refusal.InsufficientFunds.class, refusal);
        assertEquals(600, insufficient.spendable());
        assertEquals(100, insufficient.shortfall());
    }

    @Test
    void givenHeldMoney_whenItIsSpentForWhatItWasHeld_thenItIsAcceptedAndHeldNoLonger() {
        // given
        AccountState alice = Books.limited("alice", Limits.OF_OWNERS, 1_000, 1_000);
        Transfer capture = new Transfer(
                TransactionIds.next(),
                TransactionType.PAYMENT,
                alice.account().id(),
                bob.account().id(),
                300,
                1_000,
                TransferNote.askedBy("shop", null));

        // when
        List<Posting> postings = PostingRules.decide(List.of(alice, bob), List.of(Chain.of(capture)));

        // then
        assertInstanceOf(Posting.Accepted.class, postings.getFirst());
        AccountState after = Books.after(List.of(alice), postings).getFirst();
        assertEquals(700, after.balance());
        assertEquals(0, after.held());
        assertEquals(700, after.available());
    }

    @Test
    void givenAnOverdraft_whenItIsUsedUp_thenNotOneUnitMoreIsSpent() {
        // given
        AccountState alice = Books.limited("alice", new Limits(-200L, null), 100, 0);

        // then
        assertInstanceOf(
                Posting.Accepted.class,
                PostingRules.decide(List.of(alice, bob), List.of(Chain.of(Books.transfer(alice, bob, 300))))
                        .getFirst());
        assertInstanceOf(Refusal.InsufficientFunds.class, refusal(Books.transfer(alice, bob, 301), alice, bob));
    }

    @Test
    void givenACeiling_whenItWouldBeExceeded_thenThatIsRefused() {
        // given
        AccountState carol = Books.limited("carol", new Limits(0L, 1_000L), 900, 0);

        // then
        assertInstanceOf(
                Posting.Accepted.class,
                PostingRules.decide(List.of(carol, bob), List.of(Chain.of(Books.transfer(bob, carol, 100))))
                        .getFirst());
        assertEquals(new Refusal.CeilingExceeded(carol), refusal(Books.transfer(bob, carol, 101), carol, bob));
    }

    @Test
    void givenAChain_whenItsLastTransferIsRefused_thenNoneIsPostedAndTheNextChainSeesNothingOfIt() {
        // given
        AccountState alice = Books.user("alice", 100);
        Chain broken = new Chain(List.of(Books.transfer(alice, bob, 100), Books.transfer(alice, bob, 1)));
        Chain next = Chain.of(Books.transfer(alice, bob, 100));

        // when
        List<Posting> postings = PostingRules.decide(List.of(alice, bob), List.of(broken, next));

        // then
        assertEquals(
                new Refusal.ChainBroken(1),
                assertInstanceOf(Posting.Refused.class, postings.get(0)).refusal());
        assertInstanceOf(
                Refusal.InsufficientFunds.class,
                assertInstanceOf(Posting.Refused.class, postings.get(1)).refusal());
        Posting.Accepted accepted = assertInstanceOf(Posting.Accepted.class, postings.get(2));
        assertEquals(8, accepted.debit().version());
    }

    private static Refusal refusal(Transfer transfer, AccountState... accounts) {
        Posting posting = PostingRules.decide(List.of(accounts), List.of(Chain.of(transfer)))
                .getFirst();
        return assertInstanceOf(Posting.Refused.class, posting).refusal();
    }
}
