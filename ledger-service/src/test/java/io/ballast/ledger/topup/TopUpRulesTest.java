package io.ballast.ledger.topup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopUpRulesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource({
        "PENDING, SUCCESS, APPROVE",
        "PENDING, FAILED, REJECT",
        "SUCCESS, SUCCESS, DONE_BEFORE",
        "FAILED, FAILED, DONE_BEFORE",
        "SUCCESS, FAILED, DECIDED_OTHERWISE",
        "FAILED, SUCCESS, DECIDED_OTHERWISE"
    })
    void givenATopUp_whenSomebodyElseDecides_thenOnlyTheFirstDecisionCounts(
            TransactionStatus status, TransactionStatus decision, TopUpVerdict verdict) {
        assertEquals(verdict, TopUpRules.decide(topUp(status), "admin-1", decision, NOW));
    }

    @Test
    void givenATopUp_whenWhoAskedForItDecides_thenThatIsRefused() {
        for (TransactionStatus status : TransactionStatus.values()) {
            assertEquals(
                    TopUpVerdict.OWN_TOPUP, TopUpRules.decide(topUp(status), "user-a", TransactionStatus.SUCCESS, NOW));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TransactionStatus.class,
            names = {"SUCCESS", "FAILED"})
    void givenATopUpAtItsEnd_whenItIsDecided_thenOnlyUntilThen(TransactionStatus decision) {
        Transaction topUp = topUp(TransactionStatus.PENDING, null, NOW);

        assertEquals(TopUpVerdict.EXPIRED, TopUpRules.decide(topUp, "admin-1", decision, NOW));
        assertEquals(TopUpVerdict.EXPIRED, TopUpRules.decide(topUp, "admin-1", decision, NOW.plusNanos(1)));
        assertEquals(
                decision == TransactionStatus.SUCCESS ? TopUpVerdict.APPROVE : TopUpVerdict.REJECT,
                TopUpRules.decide(topUp, "admin-1", decision, NOW.minusNanos(1)));
    }

    @Test
    void givenATopUpThatHasExpired_whenItIsDecided_thenTheAnswerIsTheSameAsBeforeItWasMarked() {
        Transaction expired = topUp(TransactionStatus.FAILED, TopUpRules.EXPIRED, NOW);

        assertEquals(
                TopUpVerdict.EXPIRED,
                TopUpRules.decide(expired, "admin-1", TransactionStatus.FAILED, NOW.plusNanos(1)));
        assertEquals(
                TopUpVerdict.DONE_BEFORE,
                TopUpRules.decide(
                        topUp(TransactionStatus.SUCCESS, null, NOW), "admin-1", TransactionStatus.SUCCESS, NOW));
    }

    private static Transaction topUp(TransactionStatus status) {
        return topUp(status, null, null);
    }

    private static Transaction topUp(TransactionStatus status, String reason, Instant expiresAt) {
        return new Transaction(
                UUID.randomUUID(),
                TransactionType.TOPUP,
                status,
                5_000,
                account(Owner.user("user-a"), AccountType.PERSONAL),
                account(Owner.SYSTEM, AccountType.SYSTEM),
                "user-a",
                null,
                null,
                reason,
                Map.of(),
                null,
                expiresAt,
                NOW,
                null);
    }

    private static Account account(Owner owner, AccountType type) {
        Asset usd = new Asset("USD", 2, "US dollar");
        return new Account(UUID.randomUUID(), owner, type, usd, AccountStatus.ACTIVE, Limits.OF_OWNERS, NOW);
    }
}
