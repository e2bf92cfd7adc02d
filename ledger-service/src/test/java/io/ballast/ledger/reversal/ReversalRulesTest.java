package io.ballast.ledger.reversal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.Transaction;
import io.ballast.ledger.transaction.TransactionStatus;
import io.ballast.ledger.transaction.TransactionType;
import io.ballast.ledger.transfer.Transfer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReversalRulesTest {

    private static final Caller ADMIN = new Caller("default", "admin-1", Set.of(Caller.ADMIN));
    private static final Account ACCOUNT = account("user-a");
    private static final Account COUNTERPARTY = account("user-b");

    @ParameterizedTest
    @EnumSource(
            value = TransactionType.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"REVERSAL", "EXCHANGE"})
    void givenWhatHasMovedMoney_whenStaffTakesItBack_thenTheyCan(TransactionType type) {
        assertEquals(new ReversalVerdict.Possible(), judge(of(type, TransactionStatus.SUCCESS, -5)));
    }

    @Test
    void givenAReversalOrOneLegOfAnExchange_whenItIsToBeTakenBack_thenItCanNotBe() {
        assertInstanceOf(
                ReversalVerdict.Impossible.class, judge(of(TransactionType.REVERSAL, TransactionStatus.SUCCESS, 5)));
        assertInstanceOf(
                ReversalVerdict.Impossible.class, judge(of(TransactionType.EXCHANGE, TransactionStatus.SUCCESS, 5)));
    }

    @Test
    void givenWhatHasMovedNothing_whenItIsToBeTakenBack_thenItCanNotBe() {
        assertInstanceOf(
                ReversalVerdict.Impossible.class, judge(of(TransactionType.TOPUP, TransactionStatus.PENDING, 5)));
        assertInstanceOf(
                ReversalVerdict.Impossible.class, judge(of(TransactionType.TOPUP, TransactionStatus.FAILED, 5)));
        assertInstanceOf(
                ReversalVerdict.Impossible.class,
                judge(of(TransactionType.ACCOUNT_OPENING, TransactionStatus.SUCCESS, 0)));
    }

    @Test
    void givenWhatWasTakenBackBefore_whenItIsAgain_thenTheFirstIsNamed() {
        UUID first = UUID.randomUUID();

        ReversalVerdict verdict = ReversalRules.judge(
                of(TransactionType.TRANSFER, TransactionStatus.SUCCESS, -5), Optional.of(first), ADMIN);

        assertEquals(new ReversalVerdict.Done(first), verdict);
    }

    @Test
    void givenStaffWhoHavePaid_whenTheyTakeItBack_thenTheyMayNotButWhoGotItMay() {
        Transaction payment = of(TransactionType.TRANSFER, TransactionStatus.SUCCESS, -5);
        Caller payer = new Caller("default", "user-a", Set.of(Caller.ADMIN));
        Caller payee = new Caller("default", "user-b", Set.of(Caller.ADMIN));

        assertEquals(new ReversalVerdict.OwnAccount(), ReversalRules.judge(payment, Optional.empty(), payer));
        assertEquals(new ReversalVerdict.Possible(), ReversalRules.judge(payment, Optional.empty(), payee));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 5})
    void givenATransaction_whenItIsTakenBack_thenTheMoneyGoesTheOtherWay(long amount) {
        Transaction original = of(TransactionType.TRANSFER, TransactionStatus.SUCCESS, amount);

        Transfer reversal = ReversalRules.reversal(original, "admin-1", "twice");

        Account payer = amount < 0 ? ACCOUNT : COUNTERPARTY;
        Account payee = amount < 0 ? COUNTERPARTY : ACCOUNT;
        assertEquals(payee.id(), reversal.from());
        assertEquals(payer.id(), reversal.to());
        assertEquals(5, reversal.units());
        assertEquals(original.id(), reversal.note().reversalOf());
        assertEquals(Map.of("reason", "twice"), reversal.note().metadata());
    }

    private static ReversalVerdict judge(Transaction original) {
        return ReversalRules.judge(original, Optional.empty(), ADMIN);
    }

    private static Transaction of(TransactionType type, TransactionStatus status, long amount) {
        return new Transaction(
                UUID.randomUUID(),
                type,
                status,
                amount,
                ACCOUNT,
                COUNTERPARTY,
                "user-a",
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                Instant.EPOCH,
                null);
    }

    private static Account account(String user) {
        return new Account(
                UUID.randomUUID(),
                Owner.user(user),
                AccountType.PERSONAL,
                new Asset("USD", 2, "US dollar"),
                AccountStatus.ACTIVE,
                Limits.OF_OWNERS,
                Instant.EPOCH);
    }
}
