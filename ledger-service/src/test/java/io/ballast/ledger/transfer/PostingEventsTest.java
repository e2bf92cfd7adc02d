package io.ballast.ledger.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.events.EventData;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.events.ledger.BalanceUpdated;
import io.ballast.events.ledger.TransactionCompleted;
import io.ballast.ledger.account.AccountState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostingEventsTest {

    private final AccountState alice = Books.user("alice", 10_000);
    private final AccountState bob = Books.user("bob", 500);
    private final AccountState system = Books.system(0);

    @Test
    void givenATransfer_whenItIsPosted_thenBothUsersAreToldTwice() {
        // given
        Transfer transfer = Books.transfer(alice, bob, 2_550);

        // when
        List<EventData> events = events(transfer);

        // then
        assertEquals(4, events.size());
        assertEquals(
                new BalanceUpdated(
                        "alice",
                        "user",
                        alice.account().id(),
                        "USD",
                        8,
                        new BigDecimal("74.50"),
                        new BigDecimal("100.00"),
                        transfer.transactionId(),
                        "transfer",
                        new BigDecimal("-25.50"),
                        Books.NOW),
                events.get(0));
        assertEquals(
                new TransactionCompleted(
                        "bob",
                        "user",
                        bob.account().id(),
                        "USD",
                        8,
                        transfer.transactionId(),
                        "transfer",
                        new BigDecimal("25.50"),
                        new BigDecimal("30.50"),
                        Books.NOW),
                events.get(3));
    }

    @Test
    void givenTheSystemAccount_whenItPays_thenOnlyTheUserIsTold() {
        // when
        List<EventData> events = events(Books.transfer(system, bob, 1));

        // then
        assertEquals(
                List.of("bob", "bob"),
                events.stream().map(PostingEventsTest::userId).toList());
    }

    @Test
    void givenTooLittleMoney_whenATransferIsRefused_thenThePayerIsToldWhatIsMissing() {
        // when
        List<EventData> events = events(Books.transfer(bob, alice, 700));

        // then
        assertEquals(
                List.of(new BalanceInsufficient(
                        "bob",
                        "user",
                        bob.account().id(),
                        "USD",
                        "transfer",
                        new BigDecimal("7.00"),
                        new BigDecimal("5.00"),
                        new BigDecimal("2.00"),
                        Books.NOW)),
                events);
    }

    @Test
    void givenAnotherRefusal_whenItIsDecided_thenNobodyIsTold() {
        assertEquals(List.of(), events(Books.transfer(alice, alice, 1)));
    }

    private List<EventData> events(Transfer transfer) {
        List<Posting> postings = PostingRules.decide(List.of(alice, bob, system), List.of(Chain.of(transfer)));
        return PostingEvents.of(new PostedBatch(postings, Books.NOW));
    }

    private static String userId(EventData event) {
        return switch (event) {
            case BalanceUpdated updated -> updated.userId();
            case TransactionCompleted completed -> completed.userId();
            default -> throw new AssertionError(event);
        };
    }
}
