package io.ballast.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Limits;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.account.OwnerType;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.RequestedAmount;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.settlement.SettlementRequest.Item;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlementRulesTest {

    private static final Asset USD = new Asset("USD", 2, "US dollar");
    private static final Asset EUR = new Asset("EUR", 2, "Euro");

    private final Account bakery = company("bakery", AccountType.COMPANY, USD);
    private final Account cinema = company("cinema", AccountType.COMPANY, USD);
    private final Account abroad = company("abroad", AccountType.COMPANY, EUR);
    private final Account somebody = company("somebody", AccountType.PERSONAL, USD);
    private final CompanyAccounts accounts = new CompanyAccounts(
            Map.of(bakery.id(), bakery, cinema.id(), cinema, abroad.id(), abroad, somebody.id(), somebody),
            Map.of("bakery", bakery.id(), "cinema", cinema.id()));

    @Test
    void givenPurchasesOfTwoCompanies_whenTheyAreGrouped_thenEachCompanyHasOneSum() {
        // when
        SettlementPlan.Ready plan = ready(
                item("cinema", "ticket", 2L, "12.50", null, "ann"),
                item("bakery", "bread", null, "3.20", null, "ann"),
                new Item(bakery.id(), null, "bread", 3L, null, amount("9.00"), "bob"),
                item("bakery", "cake", 1L, null, "20", "ann"));

        // then
        assertEquals(4, plan.purchases());
        assertEquals(
                List.of(bakery, cinema),
                plan.companies().stream().map(CompanySales::account).toList());
        CompanySales sales = plan.companies().getFirst();
        assertEquals(3220, sales.units());
        assertEquals(2500, plan.companies().get(1).units());
        assertEquals(1, sales.firstIndex());
        assertEquals(
                Map.of(
                        "settlementId",
                        "s-1",
                        "purchases",
                        3,
                        "quantity",
                        5L,
                        "buyers",
                        2L,
                        "productCount",
                        2,
                        "products",
                        List.of(
                                Map.of("product", "cake", "purchases", 1, "quantity", 1L, "amount", "20.00"),
                                Map.of("product", "bread", "purchases", 2, "quantity", 4L, "amount", "12.20"))),
                sales.metadata("s-1"));
    }

    @Test
    void givenManyProducts_whenTheyAreSummarised_thenTheMetadataNamesThoseThatBroughtMost() {
        // given
        Item[] items = IntStream.rangeClosed(1, 50)
                .mapToObj(index -> item("bakery", "product " + index, 1L, null, Integer.toString(index), null))
                .toArray(Item[]::new);

        // when
        Map<String, Object> metadata = ready(items).companies().getFirst().metadata("s-1");

        // then
        List<?> products = (List<?>) metadata.get("products");
        assertEquals(50, metadata.get("productCount"));
        assertEquals(CompanySales.MAX_PRODUCTS, products.size());
        assertEquals("product 50", ((Map<?, ?>) products.getFirst()).get("product"));
    }

    @Test
    void givenPurchasesThatCanNotBeSettled_whenTheyAreRead_thenEachIsNamedByItsPlace() {
        // when
        List<Flaw> flaws = flaws(
                item("bakery", "bread", 1L, "3.20", null, null),
                item("nobody", "bread", 1L, "3.20", null, null),
                new Item(UUID.randomUUID(), null, "bread", 1L, amount("1"), null, null),
                new Item(somebody.id(), null, "bread", 1L, amount("1"), null, null),
                new Item(abroad.id(), null, "bread", 1L, amount("1"), null, null),
                item("bakery", "bread", 1L, "-1", null, null),
                item("bakery", "bread", 1L, null, "0", null),
                item("bakery", "bread", 1L, null, "1.001", null),
                item("bakery", "bread", 1L, null, "NaN", null),
                item("bakery", "bread", 1000L, "9999999999999.99", null, null));

        // then
        assertEquals(
                IntStream.rangeClosed(1, 9).boxed().toList(),
                flaws.stream().map(Flaw::index).toList());
        assertEquals(
                List.of(
                        ProblemCode.ACCOUNT_NOT_FOUND,
                        ProblemCode.ACCOUNT_NOT_FOUND,
                        ProblemCode.ACCOUNT_NOT_FOUND,
                        ProblemCode.ASSET_MISMATCH,
                        ProblemCode.INVALID_AMOUNT,
                        ProblemCode.INVALID_AMOUNT,
                        ProblemCode.INVALID_AMOUNT,
                        ProblemCode.INVALID_AMOUNT,
                        ProblemCode.INVALID_AMOUNT),
                flaws.stream().map(Flaw::code).toList());
    }

    @Test
    void givenItemsWithoutTheirForm_whenTheyAreRead_thenTheyAreInvalid() {
        // when
        List<Flaw> flaws = flaws(
                null,
                item(null, "bread", 1L, "1", null, null),
                new Item(bakery.id(), "bakery", "bread", 1L, amount("1"), null, null),
                item("bakery", "bread", 1L, "1", "1", null),
                item("bakery", "bread", 1L, null, null, null),
                item("bakery", null, 1L, "1", null, null),
                item("bakery", "", 1L, "1", null, null),
                item("bakery", "a\nb", 1L, "1", null, null),
                item("bakery", "x".repeat(141), 1L, "1", null, null),
                item("bakery", "bread", 0L, "1", null, null),
                item("bakery", "bread", SettlementRules.MAX_QUANTITY + 1, "1", null, null),
                item("bakery", "bread", 1L, "1", null, "a\u0000b"));

        // then
        assertEquals(12, flaws.size());
        assertTrue(flaws.stream().allMatch(flaw -> flaw.code() == ProblemCode.INVALID_REQUEST), flaws.toString());
    }

    @Test
    void givenACompanysSum_whenItExceedsWhatATransactionMayMove_thenThePurchaseThatDoesSoIsNamed() {
        // when
        List<Flaw> flaws = flaws(
                item("bakery", "bread", 1L, null, "9999999999999.99", null),
                item("cinema", "ticket", 1L, null, "1", null),
                item("bakery", "bread", 1L, null, "0.01", null));

        // then
        assertEquals(List.of(2), flaws.stream().map(Flaw::index).toList());
        assertEquals(ProblemCode.INVALID_AMOUNT, flaws.getFirst().code());
    }

    @Test
    void givenASeed_whenPurchasesAreSimulated_thenTheyCanBeSettledAndAreTheSameAgain() {
        // when
        SettlementRequest request = SimulatedPurchases.of(USD, List.of("bakery", "cinema"), 200, 7);

        // then
        assertEquals(request, SimulatedPurchases.of(USD, List.of("bakery", "cinema"), 200, 7));
        assertEquals(
                2, ready(request.purchases().toArray(Item[]::new)).companies().size());
    }

    private SettlementPlan.Ready ready(Item... items) {
        return assertInstanceOf(SettlementPlan.Ready.class, SettlementRules.plan(USD, accounts, Arrays.asList(items)));
    }

    private List<Flaw> flaws(Item... items) {
        return assertInstanceOf(SettlementPlan.Flawed.class, SettlementRules.plan(USD, accounts, Arrays.asList(items)))
                .flaws();
    }

    private static Item item(
            String companyId, String product, Long quantity, String price, String amount, String buyer) {
        return new Item(null, companyId, product, quantity, amount(price), amount(amount), buyer);
    }

    private static RequestedAmount amount(String text) {
        return text == null ? null : new RequestedAmount(text);
    }

    private static Account company(String id, AccountType type, Asset asset) {
        return new Account(
                UUID.randomUUID(),
                new Owner(OwnerType.COMPANY, id),
                type,
                asset,
                AccountStatus.ACTIVE,
                Limits.OF_OWNERS,
                Instant.EPOCH);
    }
}
