package io.ballast.chainbalance.balance;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is final on a real node, which calls a block safe when 32 came after it, and finalized when 64 did. */
@QuarkusTest
class FinalityIT extends RunningService {

    private static final int SAFE = 40;
    private static final int FINALIZED = 70;
    private static final Duration WHILE = Duration.ofSeconds(1);

    private final String address = newAddress();
    private UUID wallet;

    @BeforeEach
    void givenAWallet() {
        evm.token().mint(address, BigInteger.valueOf(5_000_000));
        wallet = register(address, "derived");
        eventually().until(() -> raw() != null);
        rest();
    }

    @Test
    void givenAReading_whenItsBlockBecomesFinal_thenTheSameReadingSaysSoEverywhere() {
        // given
        long read = height();
        balances("latest").body("wallets[0].balances[0].finality", equalTo("latest"));
        balances("safe")
                .body("totals[0].amount", nullValue())
                .body("wallets[0].balances[0].status", equalTo("UNKNOWN"))
                .body("wallets[0].balances[0].error", equalTo("not_final_yet"));
        assertProblem(
                asUser().queryParam("finality", "finalized").get("/api/balance").then(), 503, "balance-unknown");
        assertProblem(check("finalized"), 503, "balance-unknown");

        // when
        evm.mine(SAFE);

        // then
        eventually()
                .untilAsserted(() -> balances("safe")
                        .body("wallets[0].balances[0].finality", equalTo("safe"))
                        .body("wallets[0].balances[0].raw", equalTo("5000000")));
        balances("finalized").body("wallets[0].balances[0].error", equalTo("not_final_yet"));

        // when
        evm.mine(SAFE);

        // then
        eventually()
                .untilAsserted(() -> balances("finalized")
                        .body("wallets[0].balances[0].blockHeight", equalTo((int) read))
                        .body("wallets[0].balances[0].finality", equalTo("finalized")));
        balances("latest").body("wallets[0].balances[0].finality", equalTo("finalized"));
        asUser().queryParam("finality", "finalized")
                .get("/api/balance")
                .then()
                .statusCode(200)
                .body("balance", equalTo(5.0f));
        check("finalized").statusCode(200).body("sufficient", equalTo(true));
        asUser().get("/v1/wallets/" + wallet + "/balances").then().body("balances[0].finality", equalTo("finalized"));
    }

    @Test
    void givenAWalletThatIsReadAgainAndAgain_whenTheNewestIsNotFinal_thenAnEarlierReadingAnswersAsOfThen() {
        // given
        long first = height();
        evm.token().mint(address, BigInteger.valueOf(2_000_000));
        work();
        eventually().until(() -> BigInteger.valueOf(7_000_000).equals(raw()));

        // when
        evm.mine(FINALIZED);
        eventually().until(() -> height() > first + FINALIZED);

        // then
        eventually()
                .untilAsserted(() -> balances("finalized")
                        .body("wallets[0].balances[0].finality", equalTo("finalized"))
                        .body("wallets[0].balances[0].status", not(equalTo("UNKNOWN")))
                        .body("wallets[0].balances[0].blockHeight", lessThan((int) (first + FINALIZED))));
        String asOf = balances("finalized").extract().path("wallets[0].balances[0].asOf");
        String newest = balances("latest").extract().path("wallets[0].balances[0].asOf");
        assertEquals(true, Instant.parse(asOf).isBefore(Instant.parse(newest)));
        balances("latest").body("wallets[0].balances[0].raw", equalTo("7000000"));

        // when: newer money is there, and not final
        evm.token().mint(address, BigInteger.valueOf(3_000_000));
        eventually().until(() -> BigInteger.valueOf(10_000_000).equals(raw()));

        // then
        check("latest", 10).body("sufficient", equalTo(true));
        check("finalized", 10).body("sufficient", equalTo(false)).body("awaitingFinality", equalTo(true));
        check("finalized", 11).body("sufficient", equalTo(false)).body("awaitingFinality", equalTo(false));
        asUser().queryParam("live", true)
                .queryParam("deadline", "10s")
                .queryParam("finality", "finalized")
                .get("/v1/users/" + user + "/balances")
                .then()
                .body("live", equalTo(false));
    }

    @Test
    void givenAReadingOfABlockThatIsTakenBack_whenTheOneInItsPlaceIsFinal_thenItIsNot() {
        // given
        work();
        evm.token().mint(address, BigInteger.valueOf(4_000_000));
        eventually().until(() -> BigInteger.valueOf(9_000_000).equals(raw()));
        rest();

        // when
        evm.rpc("anvil_reorg", 1, List.of());
        evm.mine(2 * FINALIZED);

        // then
        eventually().until(() -> finalized() > height());
        eventually()
                .during(WHILE)
                .untilAsserted(() -> balances("finalized").body("wallets[0].balances[0].raw", not("9000000")));
        balances("latest")
                .body("wallets[0].balances[0].raw", equalTo("9000000"))
                .body("wallets[0].balances[0].finality", equalTo("latest"));
        asUser().get("/v1/wallets/" + wallet + "/balances").then().body("balances[0].finality", equalTo("latest"));

        // when
        work();

        // then
        eventually().until(() -> BigInteger.valueOf(5_000_000).equals(raw()));
    }

    private ValidatableResponse balances(String finality) {
        return asUser().queryParam("finality", finality)
                .get("/v1/users/" + user + "/balances")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse check(String finality) {
        return check(finality, 5);
    }

    private ValidatableResponse check(String finality, int amount) {
        return asUser().queryParam("finality", finality)
                .body("{\"asset\":\"USDC\",\"amount\":" + amount + "}")
                .post("/v1/balance-checks")
                .then();
    }

    /** As if another replica had claimed the wallet and taken its time. */
    private void rest() {
        eventually()
                .until(() -> database.update(
                                "update wallet_refreshes set claimed_by = gen_random_uuid(), claimed_until = now() + interval '1 h'"
                                        + " where wallet_id = ? and claimed_by is null",
                                wallet)
                        == 1);
    }

    private void work() {
        database.update(
                "update wallet_refreshes set claimed_by = null, claimed_until = null, due_at = now()"
                        + " where wallet_id = ?",
                wallet);
    }

    private BigInteger raw() {
        return database
                .query("select raw::text as raw from chain_balances where wallet_id = ? and raw is not null", wallet)
                .stream()
                .map(row -> new BigInteger((String) row.get("raw")))
                .findFirst()
                .orElse(null);
    }

    private long height() {
        return (Long) database.balance(wallet, "USDC").get("block_height");
    }

    private long finalized() {
        return database
                .query("select height from chain_heights where network = 'local' and finality = 'finalized'")
                .stream()
                .mapToLong(row -> (Long) row.get("height"))
                .findFirst()
                .orElse(-1);
    }
}
