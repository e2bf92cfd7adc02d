package io.ballast.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ballast.local.settings.ServiceName;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    private final RouteTable routes = RouteTable.packaged();

    @ParameterizedTest
    @CsvSource({
        "/transactions, ledger-service",
        "/transactions/balance/cached, ledger-service",
        "/v1/accounts/7/balance, ledger-service",
        "/v1/balances, ledger-service",
        "/api/balance, chain-balance-service",
        "/v1/balance-checks/3, chain-balance-service",
        "/api/wallet/defindex/pending-deposits, auto-deposit-service",
        "/webhooks/stellar, auto-deposit-service",
        "/balance, notification-service",
        "/socket.io/, notification-service",
        "/, notification-service",
        "/api/health, gateway",
    })
    void aPathOfTheDesignGoesToItsService(String path, String service) {
        assertThat(routes.find(path)).map(Route::service).contains(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1", "/v1/account", "/v1/accounts-old", "/transactionsx", "/api", "/api/health/x", "/q/health"
            })
    void anythingElseGoesNowhere(String path) {
        assertThat(routes.find(path)).isEmpty();
    }

    @Test
    void givenOneRouteInsideAnotherTheLongerOneWins() {
        RouteTable nested = RouteTable.parse("""
                routes:
                  - {path: /v1, service: outer}
                  - {path: /v1/inner, service: inner}
                """);

        assertThat(nested.find("/v1/inner/1")).map(Route::service).contains("inner");
        assertThat(nested.find("/v1/innermost")).map(Route::service).contains("outer");
    }

    @Test
    void everyServiceOfTheTableIsOneOfTheSetAndTheOtherWayRound() {
        assertThat(routes.services())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ServiceName.values())
                        .map(ServiceName::module)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routes: [{path: no-slash, service: a}]",
                "routes: [{path: /end/, service: a}]",
                "routes: [{path: /a}]",
                "routes: [{path: /a, service: a, match: regex}]",
                "routes: [{path: /a, service: a, typo: 1}]",
                "routes: [{path: /a, service: a}, {path: /a, service: b}]",
            })
    void aTableWithAMistakeIsRefused(String yaml) {
        assertThatThrownBy(() -> RouteTable.parse(yaml)).isInstanceOf(IllegalArgumentException.class);
    }
}
