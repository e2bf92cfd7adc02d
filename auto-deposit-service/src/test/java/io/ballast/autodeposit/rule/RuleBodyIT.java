package io.ballast.autodeposit.rule;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.ballast.autodeposit.RunningService;
import io.ballast.autodeposit.deposit.Wallet;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What a rule's body has to be: a floor that is misspelt would be none, and money would move. */
@QuarkusTest
class RuleBodyIT extends RunningService {

    private static final long USDC = 10_000_000;

    @Test
    void givenAFieldThatThereIsNot_whenARuleIsMade_thenItIsNamedAndNothingChanges() {
        // given
        String path = path();

        // when, then
        assertProblem(asUser().body("{\"enabled\":true,\"flor\":20}").put(path).then(), 400, "malformed-request")
                .body("detail", containsString("\"flor\""));
        assertProblem(
                asUser().body("{\"enabled\":true,\"floor\":20,\"floor\":0}")
                        .put(path)
                        .then(),
                400,
                "malformed-request");
        assertProblem(asUser().body("[]").put(path).then(), 400, "malformed-request");
        asUser().get(path)
                .then()
                .statusCode(200)
                .body("enabled", equalTo(false))
                .body("version", equalTo(0));
    }

    @Test
    void givenARule_whenItIsSentBackAsItWasRead_thenItIsTaken() {
        // given
        String path = path();
        asUser().body("{\"enabled\":true,\"floor\":20}").put(path).then().statusCode(200);

        // when
        String read = asUser().get(path).asString();

        // then
        asUser().body(read).put(path).then().statusCode(200).body("version", equalTo(2));
        asUser().get(path).then().body("floor", equalTo(20.0f));
    }

    private String path() {
        Wallet wallet = Wallet.open(stellar, kafka, user, USDC);
        eventually().until(() -> database.number("select count(*) from stellar_wallets where id = ?", wallet.id) == 1);
        return "/v1/deposit-rules/" + wallet.id;
    }
}
