package io.ballast.autodeposit.deposit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.autodeposit.asset.UsdcAmount;
import io.ballast.autodeposit.credit.OpenCredit;
import io.ballast.autodeposit.deposit.Plan.Reason;
import io.ballast.autodeposit.rule.AlertRule;
import io.ballast.autodeposit.rule.DepositRule;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final UUID FIRST = new UUID(0, 1);
    private static final UUID SECOND = new UUID(0, 2);

    @ParameterizedTest
    @CsvSource({
        // income, available, floor, share, cap, day cap, deposited today, deposit
        "100, 100, 0, 10000, , , 0, 100",
        "100, 100, 30, 10000, , , 0, 70",
        "100, 60, 0, 10000, , , 0, 60",
        "100, 500, 0, 2500, , , 0, 25",
        "100, 500, 0, 10000, 40, , 0, 40",
        "100, 500, 0, 10000, , 50, 20, 30",
        "100, 500, 0, 10000, 40, 50, 20, 30",
        "1, 1, 0, 10000, , , 0, 1",
        "3.0000001, 9, 0, 3333, , , 0, 0.9999000",
    })
    void theLeastOfAllBoundsIsDeposited(
            String income,
            String available,
            String floor,
            int share,
            String cap,
            String dayCap,
            String today,
            String deposit) {
        // given
        DepositRule rule = rule("0.5", floor, share, cap, dayCap);

        // when
        Plan plan = PlanRules.plan(facts(rule, available, today, credit(FIRST, income)));

        // then
        assertEquals(
                UsdcAmount.of(deposit),
                assertInstanceOf(Plan.Deposit.class, plan).amount());
    }

    @Test
    void theOldestCreditsAreUsedFirst() {
        // given
        DepositRule rule = rule("1", "0", 10_000, "15", null);

        // when
        Plan plan = PlanRules.plan(facts(rule, "100", "0", credit(FIRST, "10"), credit(SECOND, "10")));

        // then
        assertEquals(
                new Plan.Deposit(
                        UsdcAmount.of("15"),
                        List.of(
                                new Plan.Allocation(FIRST, UsdcAmount.of("10")),
                                new Plan.Allocation(SECOND, UsdcAmount.of("5")))),
                plan);
    }

    @Test
    void whatAShareWasTakenOfIsUsedUpWhole() {
        // given
        DepositRule rule = rule("1", "0", 2_500, null, null);

        // when
        Plan plan = PlanRules.plan(facts(rule, "100", "0", credit(FIRST, "40")));

        // then
        assertEquals(
                new Plan.Deposit(UsdcAmount.of("10"), List.of(new Plan.Allocation(FIRST, UsdcAmount.of("40")))), plan);
    }

    @ParameterizedTest
    @CsvSource({
        "0.9999999, 100, 0, , 0, BELOW_THRESHOLD",
        "100, 30, 29.5, , 0, AT_FLOOR",
        "100, 0, 0, , 0, AT_FLOOR",
        "100, 100, 0, 10, 9.5, DAY_CAP_REACHED",
        "100, 100, 0, 10, 25, DAY_CAP_REACHED",
        "0, 100, 0, , 0, NO_INCOME",
    })
    void lessThanTheThresholdStaysWhereItIs(
            String income, String available, String floor, String dayCap, String today, Reason reason) {
        // given
        DepositRule rule = rule("1", floor, 10_000, null, dayCap);
        List<OpenCredit> credits = income.equals("0") ? List.of() : List.of(credit(FIRST, income));

        // when
        Plan plan = PlanRules.plan(facts(rule, available, today, credits.toArray(OpenCredit[]::new)));

        // then
        assertEquals(reason, assertInstanceOf(Plan.Nothing.class, plan).reason());
    }

    @Test
    void nothingIsDepositedWhileTheRuleIsOffOrTheTenantPaused() {
        PlanFacts facts = facts(rule("1", "0", 10_000, null, null), "100", "0", credit(FIRST, "5"));

        assertEquals(
                Reason.RULE_OFF,
                reason(new PlanFacts(
                        DepositRule.OFF,
                        false,
                        facts.credits(),
                        facts.available(),
                        false,
                        facts.lastDay(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW)));
        assertEquals(
                Reason.PAUSED,
                reason(new PlanFacts(
                        facts.rule(),
                        true,
                        facts.credits(),
                        facts.available(),
                        false,
                        facts.lastDay(),
                        Optional.empty(),
                        Optional.empty(),
                        NOW)));
    }

    @Test
    void aBalanceThatIsOlderThanWhatIsKnownDecidesNothing() {
        PlanFacts facts = facts(rule("1", "0", 10_000, null, null), "100", "0", credit(FIRST, "10"));

        Plan plan = PlanRules.plan(new PlanFacts(
                facts.rule(),
                false,
                facts.credits(),
                facts.available(),
                true,
                facts.lastDay(),
                Optional.empty(),
                Optional.empty(),
                NOW));

        assertEquals(new Plan.Nothing(Reason.BALANCE_OUTDATED, Optional.of(NOW)), plan);
    }

    @Test
    void aCoolDownEndsToTheSecond() {
        // given
        DepositRule rule = rule("1", "0", 10_000, null, null);
        List<OpenCredit> credits = List.of(credit(FIRST, "5"));

        // when
        Plan early = PlanRules.plan(cooling(rule, credits, NOW.minusSeconds(59)));
        Plan late = PlanRules.plan(cooling(rule, credits, NOW.minusSeconds(60)));

        // then
        assertEquals(new Plan.Nothing(Reason.COOLING_DOWN, Optional.of(NOW.plusSeconds(1))), early);
        assertInstanceOf(Plan.Deposit.class, late);
    }

    @Test
    void howeverIncomeAndRulesLookNoMoreIsDepositedThanCameIn() {
        Random random = new Random(7);
        for (int run = 0; run < 2_000; run++) {
            // given
            DepositRule rule = random(random);
            List<OpenCredit> open = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(5); i++) {
                open.add(new OpenCredit(new UUID(run, i), units(random, 1_000_000_000)));
            }
            UsdcAmount income = total(open);
            UsdcAmount deposited = UsdcAmount.ZERO;

            // when: until nothing is left to do
            for (int round = 0; round < 50; round++) {
                Plan plan = PlanRules.plan(facts(rule, "9000", "0", open.toArray(OpenCredit[]::new)));
                if (!(plan instanceof Plan.Deposit deposit)) {
                    break;
                }
                deposited = deposited.plus(deposit.amount());
                UsdcAmount consumed = deposit.allocations().stream()
                        .map(Plan.Allocation::consumed)
                        .reduce(UsdcAmount.ZERO, UsdcAmount::plus);
                assertTrue(consumed.compareTo(deposit.amount()) >= 0);
                assertTrue(deposit.amount().compareTo(rule.threshold()) >= 0);
                open = left(open, deposit);
            }

            // then
            BigInteger most = income.units().multiply(BigInteger.valueOf(rule.shareBasisPoints()));
            assertTrue(deposited.units().multiply(BigInteger.valueOf(10_000)).compareTo(most) <= 0, "run " + run);
        }
    }

    private static List<OpenCredit> left(List<OpenCredit> open, Plan.Deposit deposit) {
        List<OpenCredit> left = new ArrayList<>();
        for (OpenCredit credit : open) {
            UsdcAmount taken = deposit.allocations().stream()
                    .filter(allocation -> allocation.creditId().equals(credit.id()))
                    .map(Plan.Allocation::consumed)
                    .reduce(UsdcAmount.ZERO, UsdcAmount::plus);
            UsdcAmount rest = credit.open().minus(taken);
            if (!rest.isZero()) {
                left.add(new OpenCredit(credit.id(), rest));
            }
        }
        return left;
    }

    private static DepositRule random(Random random) {
        UsdcAmount threshold = units(random, 10_000_000);
        return new DepositRule(
                true,
                threshold,
                units(random, 10_000_000),
                1 + random.nextInt(10_000),
                random.nextBoolean() ? Optional.empty() : Optional.of(threshold.plus(units(random, 100_000_000))),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                false,
                Set.of(),
                AlertRule.NONE,
                1);
    }

    private static UsdcAmount units(Random random, int bound) {
        return UsdcAmount.ofUnits(BigInteger.valueOf(1 + random.nextInt(bound)));
    }

    private static UsdcAmount total(List<OpenCredit> open) {
        return open.stream().map(OpenCredit::open).reduce(UsdcAmount.ZERO, UsdcAmount::plus);
    }

    private static Reason reason(PlanFacts facts) {
        return assertInstanceOf(Plan.Nothing.class, PlanRules.plan(facts)).reason();
    }

    private static PlanFacts cooling(DepositRule rule, List<OpenCredit> credits, Instant lastAt) {
        DepositRule slow = new DepositRule(
                true,
                rule.threshold(),
                rule.floor(),
                rule.shareBasisPoints(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(1),
                Optional.empty(),
                false,
                Set.of(),
                AlertRule.NONE,
                1);
        return new PlanFacts(
                slow,
                false,
                credits,
                UsdcAmount.of("100"),
                false,
                UsdcAmount.ZERO,
                Optional.empty(),
                Optional.of(lastAt),
                NOW);
    }

    private static PlanFacts facts(DepositRule rule, String available, String today, OpenCredit... credits) {
        return new PlanFacts(
                rule,
                false,
                List.of(credits),
                UsdcAmount.of(available),
                false,
                UsdcAmount.of(today),
                Optional.of(NOW.plusSeconds(5)),
                Optional.empty(),
                NOW);
    }

    private static OpenCredit credit(UUID id, String open) {
        return new OpenCredit(id, UsdcAmount.of(open));
    }

    private static DepositRule rule(String threshold, String floor, int share, String cap, String dayCap) {
        return new DepositRule(
                true,
                UsdcAmount.of(threshold),
                UsdcAmount.of(floor),
                share,
                Optional.ofNullable(cap).map(UsdcAmount::of),
                Optional.ofNullable(dayCap).map(UsdcAmount::of),
                Duration.ZERO,
                Optional.empty(),
                false,
                Set.of(),
                AlertRule.NONE,
                1);
    }
}
