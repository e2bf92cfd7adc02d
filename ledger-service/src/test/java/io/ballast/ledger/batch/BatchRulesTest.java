package io.ballast.ledger.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.transaction.TransactionIds;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Transfer;
import io.ballast.ledger.transfer.TransferNote;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BatchRulesTest {

    private static final BatchItem.Unusable UNUSABLE = new BatchItem.Unusable("invalid-amount", "amount must be …");

    @Test
    void givenItems_whenTheyAreIndependent_thenEachIsAGroup() {
        assertEquals(List.of(1, 2, 3), BatchRules.groupEnds(BatchMode.INDEPENDENT, List.of(true, true, false)));
    }

    @Test
    void givenItems_whenTheyAreAtomic_thenTheyAreOneGroup() {
        assertEquals(List.of(3), BatchRules.groupEnds(BatchMode.ATOMIC, List.of(false, false, false)));
    }

    @Test
    void givenItems_whenSomeAreLinked_thenAGroupEndsWithTheFirstThatIsNot() {
        assertEquals(List.of(2, 3, 5), BatchRules.groupEnds(BatchMode.LINKED, List.of(true, false, false, true, true)));
    }

    @Test
    void givenAGroupWithAnUnusableItem_whenTheBatchIsPlanned_thenOnlyThatGroupIsBroken() {
        // given
        List<BatchItem> items = List.of(ready(), UNUSABLE, ready(), ready());

        // when
        BatchPlan plan = BatchRules.plan(BatchMode.LINKED, items, List.of(3, 4));

        // then
        assertEquals(new BatchItem.Broken(1), plan.items().get(0));
        assertEquals(UNUSABLE, plan.items().get(1));
        assertEquals(new BatchItem.Broken(1), plan.items().get(2));
        assertInstanceOf(BatchItem.Ready.class, plan.items().get(3));
        assertEquals(1, plan.chains().size());
    }

    @Test
    void givenAnItemWithoutAField_whenItIsRead_thenTheFieldIsNamed() {
        UUID id = UUID.randomUUID();
        RequestedAmount amount = new RequestedAmount("1");
        assertEquals(Optional.of("must be an object"), BatchRules.violation(null));
        assertEquals(Optional.of("fromAccountId must not be null"), violation(null, id, amount, null));
        assertEquals(Optional.of("toAccountId must not be null"), violation(id, null, amount, null));
        assertEquals(Optional.of("amount must not be null"), violation(id, id, null, null));
        assertEquals(
                Optional.of("reference must not contain control characters"), violation(id, id, amount, "a\u0000b"));
        assertEquals(
                Optional.of("reference must not be longer than 140 characters"),
                violation(id, id, amount, "x".repeat(141)));
        assertEquals(Optional.empty(), violation(id, id, amount, "x".repeat(140)));
    }

    private static Optional<String> violation(UUID from, UUID to, RequestedAmount amount, String reference) {
        return BatchRules.violation(new TransferBatchRequest.Item(from, to, amount, reference, null));
    }

    private static BatchItem ready() {
        return new BatchItem.Ready(Transfer.of(
                TransactionIds.next(),
                TransactionType.TRANSFER,
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                TransferNote.askedBy("user-a", null)));
    }
}
