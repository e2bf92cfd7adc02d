package io.ballast.ledger.kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.security.Caller;
import io.ballast.ledger.transaction.TransactionType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindRulesTest {

    private static final Caller USER = new Caller("default", "user-a", Set.of(Caller.USER));
    private static final Caller ADMIN = new Caller("default", "admin-1", Set.of(Caller.ADMIN));
    private static final UUID SOME = UUID.randomUUID();

    static List<Kind> kinds() {
        return Kinds.names().stream().map(Kinds::of).toList();
    }

    @Test
    void givenTheTableOfKinds_whenARequestIsRead_thenItsFormKnowsTheSameNames() {
        assertEquals(Set.copyOf(Arrays.asList(Kinds.PATTERN.split("\\|"))), Kinds.names());
        assertThrows(IllegalArgumentException.class, () -> Kinds.of("topup"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void givenAKind_whenItIsPosted_thenItsSignIsThatOfItsSide(Kind kind) {
        assertEquals(
                kind.paysOut() ? TransactionType.Side.FROM : TransactionType.Side.TO,
                kind.type().side());
    }

    @ParameterizedTest
    @CsvSource({
        "payment, true",
        "transfer, true",
        "donation, true",
        "reward_purchase, true",
        "stock_purchase, true",
        "stock_sale, false",
        "mission_reward, false"
    })
    void givenAUser_whenTheyAsk_thenTheyMayAskForWhatTheyPay(String kind, boolean allowed) {
        Optional<KindVerdict.Unfit> verdict = KindRules.mayAsk(Kinds.of(kind), USER, SOME, SOME);

        assertEquals(allowed ? Optional.empty() : Optional.of(ProblemCode.FORBIDDEN), code(verdict));
        assertEquals(Optional.empty(), KindRules.mayAsk(Kinds.of(kind), ADMIN, SOME, SOME));
    }

    @ParameterizedTest
    @CsvSource({
        "payment, true, true",
        "transfer, true, false",
        "donation, true, false",
        "reward_purchase, true, true",
        "stock_purchase, true, true",
        "stock_sale, false, true",
        "mission_reward, false, true"
    })
    void givenNoAccounts_whenStaffAsks_thenThoseAreMissedThatTheKindNeeds(
            String kind, boolean withoutAccount, boolean withoutCounterparty) {
        assertEquals(
                withoutAccount,
                KindRules.mayAsk(Kinds.of(kind), ADMIN, null, SOME).isEmpty());
        assertEquals(
                withoutCounterparty,
                KindRules.mayAsk(Kinds.of(kind), ADMIN, SOME, null).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "payment, false, true, true",
        "transfer, true, true, true",
        "donation, false, true, true",
        "reward_purchase, false, true, true",
        "stock_purchase, false, false, true",
        "stock_sale, false, false, true",
        "mission_reward, false, true, true"
    })
    void givenACounterparty_whenItIsOfAnotherSort_thenTheKindCanNotHaveIt(
            String kind, boolean user, boolean community, boolean company) {
        assertEquals(user, fits(kind, OwnerType.USER));
        assertEquals(community, fits(kind, OwnerType.COMMUNITY));
        assertEquals(company, fits(kind, OwnerType.COMPANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stock_sale", "mission_reward"})
    void givenStaff_whenTheMoneyWouldBeTheirOwn_thenTheyMayNot(String kind) {
        Optional<KindVerdict.Unfit> verdict =
                KindRules.mayUse(Kinds.of(kind), ADMIN, account("admin-1"), Optional.empty());

        assertEquals(Optional.of(ProblemCode.OWN_ACCOUNT), code(verdict));
    }

    @Test
    void givenATrade_whenTheAmountIsExactlyQuantityTimesPrice_thenItFitsAndKeepsItsDigits() {
        Map<String, Object> told = Map.of("symbol", "BLST", "quantity", new BigDecimal("1.5"), "price", 40);

        KindVerdict verdict = KindRules.metadata(Kinds.of("stock_purchase"), new BigDecimal("60.00"), told);

        assertEquals(
                Map.of("symbol", "BLST", "quantity", new BigDecimal("1.5"), "price", new BigDecimal("40")),
                assertInstanceOf(KindVerdict.Fits.class, verdict).metadata());
    }

    @ParameterizedTest
    @ValueSource(strings = {"59.99", "60.01", "0.60"})
    void givenATrade_whenTheAmountIsAnother_thenItIsToBlame(String amount) {
        Map<String, Object> told = Map.of("symbol", "BLST", "quantity", 1, "price", 60);

        assertUnfit(
                ProblemCode.INVALID_AMOUNT,
                "amount",
                KindRules.metadata(Kinds.of("stock_sale"), new BigDecimal(amount), told));
    }

    @Test
    void givenATrade_whenAFieldIsMissingOrNone_thenItIsNamed() {
        for (Object quantity : Arrays.asList(
                null,
                0,
                -1,
                "1",
                true,
                List.of(1),
                BigInteger.TEN.pow(15),
                new BigDecimal("1e400"),
                new BigDecimal("1e-19"),
                new BigDecimal("1e2147483647"))) {
            Map<String, Object> told = new java.util.HashMap<>(Map.of("symbol", "BLST", "price", 1));
            told.put("quantity", quantity);
            assertUnfit(
                    ProblemCode.INVALID_REQUEST,
                    "metadata.quantity",
                    KindRules.metadata(Kinds.of("stock_purchase"), BigDecimal.ONE, told));
        }
        for (String symbol : List.of("", "blst", "A B", "X".repeat(17), "'; --")) {
            Map<String, Object> told = Map.of("symbol", symbol, "quantity", 1, "price", 1);
            assertUnfit(
                    ProblemCode.INVALID_REQUEST,
                    "metadata.symbol",
                    KindRules.metadata(Kinds.of("stock_purchase"), BigDecimal.ONE, told));
        }
    }

    @ParameterizedTest
    @CsvSource({"donation, purpose", "mission_reward, mission", "reward_purchase, reward"})
    void givenAKindThatIsForSomething_whenThatIsNotTold_thenItIsMissed(String kind, String field) {
        for (Map<String, Object> told :
                List.<Map<String, Object>>of(Map.of(), Map.of(field, " "), Map.of(field, "a\nb"), Map.of(field, 1))) {
            assertUnfit(
                    ProblemCode.INVALID_REQUEST,
                    "metadata." + field,
                    KindRules.metadata(Kinds.of(kind), BigDecimal.ONE, told));
        }
        assertEquals(
                new KindVerdict.Fits(Map.of(field, "trees")),
                KindRules.metadata(Kinds.of(kind), BigDecimal.ONE, Map.of(field, "trees")));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void givenAnyKind_whenSomethingElseIsTold_thenItIsNotKept(Kind kind) {
        Map<String, Object> told = Map.of(
                "symbol", "BLST", "quantity", 1, "price", 1, "purpose", "a", "mission", "b", "reward", "c", "other", 1);

        assertUnfit(ProblemCode.INVALID_REQUEST, "metadata", KindRules.metadata(kind, BigDecimal.ONE, told));
    }

    private static boolean fits(String kind, OwnerType counterparty) {
        return KindRules.mayUse(Kinds.of(kind), ADMIN, account("user-a"), Optional.of(counterparty))
                .isEmpty();
    }

    private static Optional<ProblemCode> code(Optional<KindVerdict.Unfit> verdict) {
        return verdict.map(KindVerdict.Unfit::code);
    }

    private static void assertUnfit(ProblemCode code, String field, KindVerdict verdict) {
        KindVerdict.Unfit unfit = assertInstanceOf(KindVerdict.Unfit.class, verdict);
        assertEquals(code, unfit.code());
        assertEquals(field, unfit.field());
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
