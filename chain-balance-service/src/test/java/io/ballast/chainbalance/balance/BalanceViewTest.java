package io.ballast.chainbalance.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.chain.WalletRole;
import io.ballast.chainbalance.refresh.KnownValue;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.refresh.ReadKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BalanceViewTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATELY = NOW.minusSeconds(3);
    private static final Instant LONG_AGO = NOW.minusSeconds(60);
    private static final Duration FRESH_FOR = Duration.ofSeconds(10);
    private static final BigInteger UNLIMITED = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
    private static final String SPENDER = "0xspender";

    @Test
    void givenNoWallet_whenViewed_thenThereIsNoBalance() {
        // then
        assertInstanceOf(BalanceView.NoWallet.class, view());
    }

    @Test
    void givenFreshWallets_whenViewed_thenTheyAddUp() {
        // given
        WalletValues derived = derived(fresh(24_000_000));
        WalletValues proxy = proxy(fresh(349_852_118), allowance(UNLIMITED));

        // when
        BalanceView.Known known = known(derived, proxy);

        // then
        assertEquals(new BigDecimal("373.852118"), known.total().amount().orElseThrow());
        assertEquals(new BigDecimal("24.000000"), known.derived().amount().orElseThrow());
        assertEquals(new BigDecimal("349.852118"), known.proxy().amount().orElseThrow());
        assertEquals(UNLIMITED, known.allowanceRaw().orElseThrow());
        assertEquals(
                "115792089237316195423570985008687907853269984665640564039457584007913129.639935",
                known.allowance().amount().orElseThrow().toPlainString());
        assertEquals(Status.FRESH, known.total().status());
        assertFalse(known.stale());
        assertEquals(LATELY, known.asOf());
    }

    @Test
    void givenNoWalletOfARole_whenViewed_thenItIsAbsentAndCountsAsZero() {
        // when
        BalanceView.Known known = known(derived(fresh(5)));

        // then
        assertEquals(Status.ABSENT, known.proxy().status());
        assertEquals(BigDecimal.ZERO, known.proxy().amount().orElseThrow());
        assertEquals(Status.ABSENT, known.allowance().status());
        assertEquals(BigInteger.ZERO, known.allowanceRaw().orElseThrow());
        assertEquals(new BigDecimal("0.000005"), known.total().amount().orElseThrow());
        assertFalse(known.stale());
    }

    @Test
    void givenAKnownZero_whenViewed_thenItIsNotAbsent() {
        // when
        BalanceView.Known known = known(derived(fresh(0)));

        // then
        assertEquals(Status.FRESH, known.derived().status());
        assertEquals(new BigDecimal("0.000000"), known.total().amount().orElseThrow());
    }

    @Test
    void givenAnOldValue_whenViewed_thenTheSumIsStaleAndAsOldAsThat() {
        // when
        BalanceView.Known known = known(derived(fresh(1)), proxy(old(2)));

        // then
        assertTrue(known.stale());
        assertEquals(Status.FRESH, known.derived().status());
        assertEquals(Status.STALE, known.proxy().status());
        assertEquals(LONG_AGO, known.asOf());
    }

    @Test
    void givenAFailure_whenViewed_thenTheLastKnownValueIsStaleHoweverYoung() {
        // when
        BalanceView.Known known = known(derived(failed(fresh(7))));

        // then
        assertTrue(known.stale());
        assertEquals(Status.LAST_KNOWN, known.derived().status());
        assertEquals(new BigDecimal("0.000007"), known.total().amount().orElseThrow());
        assertEquals("rpc_unreachable", known.wallets().getFirst().error());
    }

    @Test
    void givenOnePartUnknown_whenViewed_thenThereIsNoSum() {
        // when
        BalanceView view = view(derived(fresh(1)), proxy(unknown()));

        // then
        BalanceView.Unknown unknown = assertInstanceOf(BalanceView.Unknown.class, view);
        assertEquals(
                List.of(Status.FRESH, Status.UNKNOWN),
                unknown.wallets().stream().map(WalletState::status).toList());
        assertEquals(null, unknown.wallets().getLast().balance());
    }

    @Test
    void givenOneOfTwoWalletsUnknown_whenViewed_thenThereIsNoSum() {
        // then
        assertInstanceOf(BalanceView.Unknown.class, view(derived(fresh(1)), derived(failed(unknown()))));
    }

    @Test
    void givenTwoWalletsOfARole_whenViewed_thenTheyAddUp() {
        // when
        BalanceView.Known known = known(derived(fresh(1)), derived(fresh(2)));

        // then
        assertEquals(new BigDecimal("0.000003"), known.derived().amount().orElseThrow());
    }

    @Test
    void givenAnUnknownAllowance_whenViewed_thenTheBalanceStandsAndTheAllowanceIsNoZero() {
        // when
        BalanceView.Known known = known(proxy(fresh(1), unknown()));

        // then
        assertEquals(Status.UNKNOWN, known.allowance().status());
        assertEquals(Optional.empty(), known.allowance().amount());
        assertEquals(Optional.empty(), known.allowanceRaw());
        assertEquals(Status.FRESH, known.total().status());
    }

    @Test
    void givenAStaleAllowance_whenViewed_thenTheAnswerIsStale() {
        // then
        assertTrue(known(proxy(fresh(1), old(1))).stale());
    }

    @Test
    void givenSeveralAllowances_whenViewed_thenTheSmallestCounts() {
        // when
        BalanceView.Known known =
                known(proxy(fresh(1), allowance(UNLIMITED)), proxy(fresh(1), allowance(BigInteger.TEN)));

        // then
        assertEquals(BigInteger.TEN, known.allowanceRaw().orElseThrow());
    }

    @Test
    void givenAWalletWithoutConfiguredAssets_whenViewed_thenItIsUnknown() {
        // given
        WalletValues unconfigured = new WalletValues(UUID.randomUUID(), WalletRole.DERIVED, "0x", List.of(), List.of());

        // then
        assertInstanceOf(BalanceView.Unknown.class, view(unconfigured));
    }

    @Test
    void givenUnknownFailedAndOldValues_whenLookedAt_thenTheyAreToBeRefreshed() {
        // given
        Instant lately = NOW.minusSeconds(2);
        Instant before = NOW.minusSeconds(4);

        // then
        assertTrue(new ExpectedValue(unknown()).isToBeRefreshed(lately));
        assertTrue(new ExpectedValue(failed(fresh(1))).isToBeRefreshed(lately));
        assertTrue(new ExpectedValue(fresh(1)).isToBeRefreshed(lately));
        assertFalse(new ExpectedValue(fresh(1)).isToBeRefreshed(before));
    }

    private static BalanceView view(WalletValues... wallets) {
        return BalanceView.of(List.of(wallets), NOW, FRESH_FOR);
    }

    private static BalanceView.Known known(WalletValues... wallets) {
        return assertInstanceOf(BalanceView.Known.class, view(wallets));
    }

    private static WalletValues derived(Observation balance) {
        return wallet(WalletRole.DERIVED, balance, List.of());
    }

    private static WalletValues proxy(Observation balance, Observation... allowances) {
        return wallet(
                WalletRole.PROXY,
                balance,
                List.of(allowances).stream().map(ExpectedValue::new).toList());
    }

    private static WalletValues wallet(WalletRole role, Observation balance, List<ExpectedValue> allowances) {
        return new WalletValues(UUID.randomUUID(), role, "0xwallet", List.of(new ExpectedValue(balance)), allowances);
    }

    private static Observation fresh(long raw) {
        return observation("", BigInteger.valueOf(raw), LATELY);
    }

    private static Observation old(long raw) {
        return observation("", BigInteger.valueOf(raw), LONG_AGO);
    }

    private static Observation allowance(BigInteger raw) {
        return observation(SPENDER, raw, LATELY);
    }

    private static Observation unknown() {
        return Observation.unknown(new ReadKey(new UUID(0, 1), "USDC", ""), 6);
    }

    private static Observation failed(Observation before) {
        return new Observation(
                before.key(), before.decimals(), before.known(), NOW, Optional.of("rpc_unreachable"), List.of());
    }

    private static Observation observation(String spender, BigInteger raw, Instant asOf) {
        KnownValue value = new KnownValue(raw, 1, 10, "0xblock", "latest", "blockchain", asOf, null);
        ReadKey key = new ReadKey(new UUID(0, 1), "USDC", spender);
        return new Observation(key, 6, Optional.of(value), asOf, Optional.empty(), List.of());
    }
}
