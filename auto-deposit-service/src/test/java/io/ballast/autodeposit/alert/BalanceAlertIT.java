package io.ballast.autodeposit.alert;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.deposit.Wallet;
import io.ballast.events.deposit.BalanceAlert;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Users are told of changes as large as they have said, and of no others. */
@QuarkusTest
class BalanceAlertIT extends RunningService {

    private static final long USDC = 10_000_000;

    @Test
    void givenARule_whenTheBalanceChangesByAsMuch_thenTheUserIsToldOnceForEachChange() {
        // given: the baseline is no change
        Wallet wallet = wallet(100 * USDC);
        rule(wallet, "{\"enabled\":false,\"alertAmount\":50,\"alertPercent\":20}");

        // when
        wallet.observed(110 * USDC, stellar.closeLedger());
        wallet.observed(85 * USDC, stellar.closeLedger());
        wallet.observed(135 * USDC, stellar.closeLedger());
        wallet.observed(135 * USDC, stellar.closeLedger());

        // then
        eventually().until(() -> version(wallet) == 5);
        eventually().untilAsserted(() -> assertEquals(2, alerts(wallet).size()));
        BalanceAlert first = alerts(wallet).getFirst();
        assertEquals(user, first.userId());
        assertEquals(wallet.account(), first.account());
        assertEquals(new BigDecimal("110.0000000"), first.previousBalance());
        assertEquals(new BigDecimal("85.0000000"), first.currentBalance());
        assertEquals(new BigDecimal("-25.0000000"), first.change());
        assertEquals(new BigDecimal("-22.72"), first.changePercent());
        assertEquals(new BigDecimal("50.0000000"), first.alertAmount());
        assertEquals(20L, first.alertPercent());
        assertEquals(new BigDecimal("50.0000000"), alerts(wallet).getLast().change());
    }

    @Test
    void givenAChangeThatAUsersOwnCheckFinds_whenTheEventTellsOfItToo_thenItIsToldOnce() {
        // given
        Wallet wallet = wallet(100 * USDC);
        rule(wallet, "{\"enabled\":false,\"alertAmount\":50}");
        stellar.mint(wallet.account(), 60 * USDC);
        long ledger = stellar.closeLedger();

        // when
        asUser().post("/api/wallet/defindex/auto-deposit").then().statusCode(200);
        wallet.observed(160 * USDC, ledger);

        // then
        eventually().until(() -> version(wallet) == 2);
        eventually().untilAsserted(() -> assertEquals(1, alerts(wallet).size()));
        assertNull(alerts(wallet).getFirst().alertPercent());
    }

    @Test
    void givenAnEventOfAnEarlierLedger_whenTheOneOfTheCheckFollows_thenTheChangeIsStillToldOnce() {
        // given
        Wallet wallet = wallet(100 * USDC);
        rule(wallet, "{\"enabled\":false,\"alertAmount\":25}");
        long earlier = stellar.closeLedger();
        stellar.mint(wallet.account(), 50 * USDC);
        long ledger = stellar.closeLedger();
        asUser().post("/api/wallet/defindex/auto-deposit").then().statusCode(200);

        // when
        wallet.observed(120 * USDC, earlier);
        wallet.observed(150 * USDC, ledger);

        // then
        eventually().until(() -> version(wallet) == 3);
        eventually().untilAsserted(() -> assertEquals(1, alerts(wallet).size()));
    }

    @Test
    void givenAlertsThatAreChanged_whenLookedAt_thenWhoChangedWhatIsKept() {
        // given
        Wallet wallet = wallet(USDC);
        String path = "/v1/deposit-rules/" + wallet.id;
        rule(wallet, "{\"enabled\":false,\"alertPercent\":20}");

        // when
        assertProblem(
                asUser("somebody-else").body("{\"enabled\":false}").put(path).then(), 404, "not-found");
        assertProblem(
                asUser().body("{\"enabled\":false,\"alertPercent\":1001}")
                        .put(path)
                        .then(),
                400,
                "invalid-request");
        assertProblem(
                asUser().body("{\"enabled\":false,\"alertAmount\":0}").put(path).then(), 400, "invalid-request");
        asAdmin()
                .body("{\"enabled\":false,\"alertAmount\":7.5}")
                .put(path)
                .then()
                .statusCode(200)
                .body("alertAmount", equalTo(7.5f))
                .body("alertPercent", nullValue());

        // then
        asUser().get(path + "/changes")
                .then()
                .statusCode(200)
                .body("[0].changedBy", equalTo("admin-1"))
                .body("[0].before.alertPercent", equalTo(20))
                .body("[0].after.alertAmount", equalTo(7.5f));
    }

    private Wallet wallet(long units) {
        Wallet wallet = Wallet.open(stellar, kafka, user, units);
        eventually().until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        return wallet;
    }

    private void rule(Wallet wallet, String rule) {
        asUser().body(rule).put("/v1/deposit-rules/" + wallet.id).then().statusCode(200);
    }

    private long version(Wallet wallet) {
        return ((Number) database.wallet(wallet.id).get("version")).longValue();
    }

    private List<BalanceAlert> alerts(Wallet wallet) {
        return kafka.deposits(wallet.id).stream()
                .filter(BalanceAlert.class::isInstance)
                .map(BalanceAlert.class::cast)
                .toList();
    }
}
