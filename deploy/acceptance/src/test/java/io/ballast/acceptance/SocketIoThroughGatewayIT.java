package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a socket.io-client does on the wire, through the gateway: polls, then a WebSocket for the same connection. */
class SocketIoThroughGatewayIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PATH = "/socket.io/?EIO=4&transport=";

    @Test
    void aClientPollsUpgradesAndSeesItsBalanceChange() throws Exception {
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");

        // by polls
        String open = poll("");
        String sid = open.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
        post(sid, "40/balance,{\"token\":\"" + anna.token() + "\"}");
        StringBuilder polled = new StringBuilder();
        while (!polled.toString().contains("[\"balance_initial\",{\"balance\":10000.00")) {
            polled.append(poll("&sid=" + sid));
        }
        assertThat(polled.toString()).startsWith("40/balance,{\"sid\":");

        // then by WebSocket
        List<String> frames = new CopyOnWriteArrayList<>();
        WebSocket socket = upgrade(sid, frames);
        socket.sendText("2probe", true).join();
        await().atMost(PATIENCE).until(() -> frames.contains("3probe"));
        socket.sendText("5", true).join();
        anna.transferTo(ben, "1.00");

        await().atMost(PATIENCE)
                .until(() -> frames.stream()
                        .anyMatch(frame -> frame.startsWith("42/balance,[\"balance_updated\"")
                                && frame.contains("\"newBalance\":9999.00")));
        socket.abort();
    }

    private static String poll(String sid) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("http", "polling" + sid)).GET());
    }

    private static void post(String sid, String packets) throws IOException, InterruptedException {
        String answer =
                send(HttpRequest.newBuilder(uri("http", "polling&sid=" + sid)).POST(BodyPublishers.ofString(packets)));
        assertThat(answer).isEqualTo("ok");
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer =
                SET.api().http().send(request.timeout(PATIENCE.multipliedBy(2)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static WebSocket upgrade(String sid, List<String> frames) {
        return SET.api()
                .http()
                .newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .buildAsync(uri("ws", "websocket&sid=" + sid), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
                        frames.add(text.toString());
                        webSocket.request(1);
                        return null;
                    }
                })
                .join();
    }

    private static URI uri(String scheme, String rest) {
        return URI.create(scheme + "://" + SET.api().gateway().getAuthority() + PATH + rest);
    }
}
