package io.ballast.autodeposit.stellar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ballast.autodeposit.deposit.DepositChain.ChainUnavailable;
import io.ballast.autodeposit.http.LoopbackHttp;
import io.ballast.autodeposit.http.ProviderHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that do not have a ledger: only what all of them have forgotten is given up. */
class ForgottenLedgersIT {

    private static final String PASSPHRASE = "a network of tests";
    private static final String ACCOUNT = "GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7";
    private static final long LEDGER = 100;
    private static final String REFUSED =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32600,\"message\":\"startLedger must be within the ledger range\"}}";

    private final List<HttpServer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(server -> server.stop(0));
    }

    @Test
    void givenAServerThatWasBehind_whenItHasComeToTheLedgerSince_thenItIsAskedAgain() throws IOException {
        // given
        StellarAccounts accounts = accounts(server(50, LEDGER + 1));

        // when, then
        ChainUnavailable later = assertThrows(ChainUnavailable.class, () -> accounts.incoming(ACCOUNT, LEDGER));
        assertEquals("rpc_behind", later.getMessage());
    }

    @Test
    void givenOneServerThatHasForgottenAndOneThatIsBehind_whenAsked_thenTheLedgerIsNotGivenUp() throws IOException {
        // given
        StellarAccounts oneOrder = accounts(server(LEDGER + 1, 200), server(50, LEDGER - 1));
        StellarAccounts other = accounts(server(50, LEDGER - 1), server(LEDGER + 1, 200));

        // when, then
        assertThrows(ChainUnavailable.class, () -> oneOrder.incoming(ACCOUNT, LEDGER));
        assertThrows(ChainUnavailable.class, () -> other.incoming(ACCOUNT, LEDGER));
    }

    @Test
    void givenServersThatHaveForgotten_whenAsked_thenTheLedgerIsGivenUp() throws IOException, ChainUnavailable {
        // given
        StellarAccounts accounts = accounts(server(LEDGER + 1, 200), server(LEDGER + 50, 200));

        // when, then
        assertEquals(Optional.empty(), accounts.incoming(ACCOUNT, LEDGER));
    }

    /** A server that has these ledgers and refuses to tell of events. */
    private URI server(long oldest, long latest) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, oldest, latest));
        server.start();
        started.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, long oldest, long latest) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String answer = REFUSED;
        if (request.contains("getNetwork")) {
            answer = result("{\"passphrase\":\"" + PASSPHRASE + "\"}");
        } else if (request.contains("getTransaction")) {
            answer = result(
                    "{\"status\":\"NOT_FOUND\",\"oldestLedger\":" + oldest + ",\"latestLedger\":" + latest + "}");
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String result(String json) {
        return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}";
    }

    private static StellarAccounts accounts(URI... urls) {
        StellarSettings settings = new StellarSettings(
                "tests",
                List.of(urls),
                PASSPHRASE,
                "USDC:" + ACCOUNT,
                Set.of(),
                Duration.ofSeconds(90),
                100,
                Duration.ofSeconds(5));
        ProviderHttp http = LoopbackHttp.create();
        List<StellarRpc> servers = settings.rpcUrls().stream()
                .map(url -> new StellarRpc(http, url, PASSPHRASE, settings.callTimeout()))
                .toList();
        return new StellarAccounts(new Servers(servers), settings);
    }
}
