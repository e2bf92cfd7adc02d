package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An unmodified socket.io-client through the gateway, in each of its modes. */
class SocketIoIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    /** The last column is what carries the packets in the end. */
    @ParameterizedTest
    @CsvSource({
        "polling websocket, auth, websocket",
        "polling, auth, polling",
        "websocket, auth, websocket",
        "polling websocket, query, websocket",
        "polling, query, polling",
        "websocket, query, websocket"
    })
    void inAnyModeATransferReachesItsClient(String transports, String tokenIn, String carriesInTheEnd) {
        // given
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");
        try (SocketIoClient client = connect(anna, List.of(transports.split(" ")), tokenIn)) {
            JsonNode connected = client.await("connect");
            assertBalance(client.awaitEvent("balance_initial").get("balance"), anna);
            String carries = transports.contains(" ")
                    ? client.await("upgrade").get("transport").asText()
                    : connected.get("transport").asText();
            assertThat(carries).isEqualTo(carriesInTheEnd);

            // when
            assertThat(anna.transferTo(ben, "5.00").status()).isLessThan(300);

            // then
            client.awaitEvent("transaction_completed");
            assertBalance(client.awaitEvent("balance_updated").get("newBalance"), anna);
            assertThat(client.count("connect")).isEqualTo(1);
            assertThat(client.count("disconnect")).isZero();
        }
    }

    @Test
    void aTokenThatIsNotAcceptedIsAConnectErrorWithItsReason() {
        try (SocketIoClient client = SocketIoClient.connect(url(), Map.of("auth", Map.of("token", "nonsense")))) {
            JsonNode error = client.await("connect_error");

            assertThat(error.at("/message").asText()).isEqualTo("unauthorized");
            assertThat(error.at("/data/code").asText()).isEqualTo("TOKEN_INVALID");
        }
    }

    private static void assertBalance(JsonNode shown, Customer customer) {
        assertThat(new BigDecimal(shown.asText())).isEqualByComparingTo(customer.balance());
    }

    private static SocketIoClient connect(Customer customer, List<String> transports, String tokenIn) {
        return tokenIn.equals("query")
                ? SocketIoClient.connect(url() + "?token=" + customer.token(), Map.of("transports", transports))
                : SocketIoClient.connect(
                        url(), Map.of("transports", transports, "auth", Map.of("token", customer.token())));
    }

    private static String url() {
        return SET.api().gateway().resolve("/balance").toString();
    }
}
