package io.ballast.chainbalance.stellar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.chainbalance.EventsFixture;
import io.ballast.chainbalance.RunningService;
import io.ballast.events.chain.ChainCreditDetected;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.stellar.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stellar.sdk.Asset;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Operation;
import org.stellar.sdk.PaymentOperation;

/** Events that servers tell more than once: each has an id, and is income once. */
@QuarkusTest
class StellarEventsIT extends RunningService {

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final String CURSOR = " from chain_cursors where chain = 'stellar' and network = 'local'";

    @Inject
    MeterRegistry registry;

    private final KeyPair alice = KeyPair.random();

    @AfterEach
    void behaveAgain() {
        stellar.behave(StellarSandbox.RPC);
        stellar.keepLedgers(100_000);
    }

    @Test
    void givenIncomeThatWasTold_whenItsPageIsSeenAgainAndPartOfTheNext_thenEachEventIsToldOnce() {
        // given
        stellar.open(alice, 0);
        UUID wallet = registerStellar();
        eventually().until(() -> isRead(wallet));
        Map<String, Object> before =
                database.query("select height, position" + CURSOR).getFirst();
        stellar.mint(alice.getAccountId(), 1);
        stellar.mint(alice.getAccountId(), 2);
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().untilAsserted(() -> assertEquals(List.of("1", "2"), income(events, wallet)));
            long told = height();
            assertTrue((Long) before.get("height") < told);

            // when: the same page again, as by a replica that goes on from an older place than the one that died
            goOnFrom(before);
            eventually().until(() -> height() >= told);

            // then
            eventually().during(QUIET).untilAsserted(() -> assertEquals(List.of("1", "2"), income(events, wallet)));

            // when: a page that has old and new events
            stellar.mint(alice.getAccountId(), 3);
            goOnFrom(before);

            // then
            eventually()
                    .during(QUIET)
                    .untilAsserted(() -> assertEquals(List.of("1", "2", "3"), income(events, wallet)));
            assertEquals(
                    3,
                    database.number(
                            "select count(distinct event_id) from chain_credits where wallet_id = ? and asset = 'USDC'",
                            wallet));
        }
    }

    @Test
    void givenRpcServersThatForgot_whenHorizonRemembers_thenEachIncomeIsToldOnceAndNoneIsMissed() {
        // given: income that was told of by its event
        stellar.open(alice, 0);
        UUID wallet = registerStellar();
        eventually().until(() -> isRead(wallet));
        Map<String, Object> before =
                database.query("select height, position" + CURSOR).getFirst();
        stellar.mint(alice.getAccountId(), 1);
        try (EventsFixture events = new EventsFixture(broker.bootstrapServers())) {
            eventually().untilAsserted(() -> assertEquals(List.of("1"), income(events, wallet)));
            double gaps = gaps();

            // when: and income that nobody saw before RPC servers forgot it, beside that
            stellar.behave(StellarSandbox.RPC, Fault.status(503));
            stellar.mint(alice.getAccountId(), 2);
            stellar.apply(StellarSandbox.key("usdc-issuer"), payment(3), payment(4));
            stellar.closeLedger();
            stellar.keepLedgers(1, 100_000);
            stellar.keepLedgers(100_000, 100_000);
            goOnFrom(before);
            stellar.behave(StellarSandbox.RPC);

            // then
            eventually().untilAsserted(() -> assertEquals(List.of("1", "2", "3", "4"), income(events, wallet)));

            // when
            stellar.mint(alice.getAccountId(), 5);

            // then
            eventually()
                    .during(QUIET)
                    .untilAsserted(() -> assertEquals(List.of("1", "2", "3", "4", "5"), income(events, wallet)));
            assertEquals(gaps, gaps());
        }
    }

    private Operation payment(long units) {
        String amount = BigDecimal.valueOf(units, 7).toPlainString();
        return new PaymentOperation.Builder(alice.getAccountId(), Asset.create(StellarSandbox.usdc()), amount).build();
    }

    private double gaps() {
        return registry.counter("chain.credit.gaps", "chain", "stellar", "network", "local")
                .count();
    }

    /** Whoever holds the cursor has lost it, and the next begins there. */
    private void goOnFrom(Map<String, Object> place) {
        assertEquals(
                1,
                database.update(
                        "update chain_cursors set height = ?, position = ?, version = version + 1,"
                                + " held_by = gen_random_uuid(), held_until = now()"
                                + " where chain = 'stellar' and network = 'local'",
                        place.get("height"),
                        place.get("position")));
    }

    private long height() {
        return database.number("select height" + CURSOR);
    }

    private boolean isRead(UUID wallet) {
        return database.number(
                        "select count(*) from chain_balances where wallet_id = ? and asset = 'USDC' and raw = 0",
                        wallet)
                == 1;
    }

    private UUID registerStellar() {
        Map<String, String> wallet =
                Map.of("chain", "stellar", "network", "local", "address", alice.getAccountId(), "role", "derived");
        return UUID.fromString(asUser().body(wallet)
                .post("/v1/wallets")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    private static List<String> income(EventsFixture events, UUID wallet) {
        return events.creditsOf(wallet).stream()
                .filter(credit -> credit.asset().equals("USDC"))
                .map(ChainCreditDetected::amountRaw)
                .toList();
    }
}
