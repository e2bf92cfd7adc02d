package io.ballast.chainbalance.check;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ballast.chainbalance.RunningService;
import io.ballast.events.Event;
import io.ballast.events.Topics;
import io.ballast.events.kafka.EventRecords;
import io.ballast.events.ledger.BalanceInsufficient;
import io.ballast.infrastructure.testkit.TopicRecords;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked before money is spent. */
@QuarkusTest
class BalanceCheckIT extends RunningService {

    @Test
    void givenEnough_whenChecked_thenItSufficesAndOnlyWhatIsShortIsTold() {
        // given
        holding(10_000_000);

        // when
        Response answer = check("{\"asset\":\"USDC\",\"amount\":10}");

        // then
        answer.then()
                .statusCode(200)
                .body("sufficient", equalTo(true))
                .body("ownerId", equalTo(user))
                .body("shortfall", equalTo(0))
                .body("status", equalTo("FRESH"))
                .body("asOf", notNullValue());
        check("{\"asset\":\"USDC\",\"amount\":11}").then().body("sufficient", equalTo(false));
        try (TopicRecords records = TopicRecords.of(broker.bootstrapServers(), Topics.LEDGER_BALANCES)) {
            eventually().until(() -> !ofUser(records).isEmpty());
            assertEquals(new BigDecimal("11"), ofUser(records).getFirst().requiredAmount());
        }
    }

    @Test
    void givenTooLittle_whenChecked_thenTheShortfallIsExactAndIsTold() {
        // given
        UUID wallet = holding(10_000_000);

        // when
        Response answer = check("{\"asset\":\"USDC\",\"amount\":10.000001,\"purpose\":\"donation\"}");

        // then
        answer.then().statusCode(200).body("sufficient", equalTo(false));
        assertEquals("0.000001", answer.asString().replaceAll(".*\"shortfall\":([0-9.]+),.*", "$1"));
        try (TopicRecords records = TopicRecords.of(broker.bootstrapServers(), Topics.LEDGER_BALANCES)) {
            eventually().until(() -> ofUser(records).size() == 1);
            BalanceInsufficient event = ofUser(records).getFirst();
            assertEquals(wallet, event.accountId());
            assertEquals("donation", event.transactionType());
            assertEquals(new BigDecimal("10.000001"), event.requiredAmount());
            assertEquals(new BigDecimal("10.000000"), event.currentBalance());
            assertEquals(new BigDecimal("0.000001"), event.shortfall());
        }
    }

    @Test
    void givenABalanceOlderThanAskedFor_whenChecked_thenThereIsNoVerdict() {
        // given
        holding(10_000_000);

        // then
        assertProblem(
                        asUser().queryParam("maxAge", "0ms")
                                .body("{\"asset\":\"USDC\",\"amount\":1}")
                                .post("/v1/balance-checks")
                                .then(),
                        503,
                        "balance-too-old")
                .header("Retry-After", "2")
                .body("asOf", notNullValue());
    }

    @Test
    void givenNoWallet_whenChecked_thenItSaysSo() {
        // then
        assertProblem(check("{\"asset\":\"USDC\",\"amount\":1}").then(), 404, "no-wallet");
    }

    @Test
    void givenAnotherOwner_whenChecked_thenOnlyAnAdminMay() {
        // given
        holding(3_000_000);
        String body = "{\"owner\":{\"type\":\"user\",\"id\":\"" + user + "\"},\"asset\":\"USDC\",\"amount\":3}";

        // then
        assertProblem(
                asUser("somebody-else").body(body).post("/v1/balance-checks").then(), 403, "forbidden");
        asAdmin().body(body).post("/v1/balance-checks").then().statusCode(200).body("sufficient", equalTo(true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"asset\":\"USDC\",\"amount\":0}|amount",
                "{\"asset\":\"USDC\",\"amount\":-1}|amount",
                "{\"asset\":\"USDC\",\"amount\":1e99999}|amount",
                "{\"asset\":\"USDC\"}|amount",
                "{\"asset\":\"US DC\",\"amount\":1}|asset",
                "{\"amount\":1}|asset",
                "{\"asset\":\"USDC\",\"amount\":1,\"purpose\":\"A gift\"}|purpose",
                "{\"asset\":\"USDC\",\"amount\":1,\"owner\":{\"type\":\"user\"}}|ownerId"
            })
    void givenABodyThatCanNotBe_whenChecked_thenTheFieldIsNamed(String body, String field) {
        // then
        assertProblem(check(body).then(), 400, "invalid-request").body("field", equalTo(field));
    }

    @Test
    void givenAFieldThatThereIsNot_whenChecked_thenItIsNotAnotherOwnersAnswer() {
        // given
        holding(10_000_000);

        // when
        Response answer = check("{\"asset\":\"USDC\",\"amount\":1,\"ownerId\":\"somebody-else\"}");

        // then
        assertProblem(answer.then(), 400, "malformed-request")
                .body("detail", equalTo("There is no field \"ownerId\" here."));
    }

    private UUID holding(long units) {
        String address = newAddress();
        evm.token().mint(address, BigInteger.valueOf(units));
        UUID wallet = register(address, "derived");
        eventually()
                .until(() -> check("{\"asset\":\"USDC\",\"amount\":0.000001}").statusCode() == 200);
        return wallet;
    }

    private Response check(String body) {
        return asUser().body(body).post("/v1/balance-checks");
    }

    private List<BalanceInsufficient> ofUser(TopicRecords records) {
        return records.soFar().stream()
                .filter(record -> record.key().equals("default:" + user))
                .<Event<?>>mapMulti(
                        (record, events) -> EventRecords.read(record).ifPresent(events))
                .map(event -> (BalanceInsufficient) event.data())
                .toList();
    }
}
