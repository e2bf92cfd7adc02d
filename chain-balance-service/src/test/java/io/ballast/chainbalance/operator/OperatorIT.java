package io.ballast.chainbalance.operator;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.ballast.chainbalance.RunningService;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told of chain balances, and that it is told to nobody else. */
@QuarkusTest
class OperatorIT extends RunningService {

    private static final String CHAINS = "/v1/operator/chain-balances";

    @Test
    void givenAUsersWallet_whenTheOperatorLooks_thenItsBalancesAreThereForTheirTenantOnly() {
        String address = newAddress();
        register(address, "derived");
        String path = CHAINS + "/users/" + user + "/balances";

        asked(path, operator("default"))
                .statusCode(200)
                .body("ownerId", equalTo(user))
                .body("wallets", hasSize(1))
                .body("wallets[0].role", equalTo("derived"));
        asked(path, operator("other")).statusCode(200).body("wallets", empty());
    }

    @Test
    void givenTheService_whenItsFlowIsAsked_thenItIsMeasured() {
        asked(CHAINS, operator("default"))
                .statusCode(200)
                .body("service", equalTo("chain-balance-service"))
                .body("consumers.group", equalTo(List.of("chain-balance-service")))
                .body("consumers.topic", equalTo(List.of("deposits.v1")))
                .body("deadLetters.topic", equalTo(List.of("chain-balance.deposits.v1.dlq")));
    }

    @Test
    void givenSomebodyElse_whenTheyAsk_thenTheyAreRefused() {
        for (String role : List.of("user", "admin", "service")) {
            asked(CHAINS, tokens.token("somebody", role).sign())
                    .statusCode(403)
                    .contentType("application/problem+json");
            asked(
                            CHAINS + "/users/anna/balances",
                            tokens.token("somebody", role).sign())
                    .statusCode(403);
        }
        asked("/v1/users/" + user + "/balances", operator("default")).statusCode(403);
    }

    private String operator(String ofTenant) {
        return tokens.token("operator-1", "operator").tenant(ofTenant).sign();
    }

    private static ValidatableResponse asked(String path, String token) {
        return given().auth().oauth2(token).get(path).then();
    }
}
