package io.ballast.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Server-sent events through the gateway: they arrive as they happen, and what was missed is told over HTTP. */
class EventStreamIT {

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void aChangeArrivesThroughTheGatewayWhileTheAnswerGoesOn() throws Exception {
        // given
        Customer anna = Customer.withAccount(SET.api(), "anna");
        Customer ben = Customer.withAccount(SET.api(), "ben");
        List<String> lines = new CopyOnWriteArrayList<>();
        try (Stream<String> stream = open(anna).body()) {
            Thread.ofVirtual().start(() -> read(stream, lines));
            await().atMost(PATIENCE).until(() -> lines.contains("event: balance_initial"));
            String start = id(lines);

            // when
            assertThat(anna.transferTo(ben, "5.00").status()).isLessThan(300);

            // then
            await().atMost(PATIENCE).until(() -> lines.contains("event: transaction_completed"));
            String missed = SET.api()
                    .get(anna.token(), "/v1/notifications?since=" + start)
                    .body()
                    .toString();
            assertThat(missed).contains("balance_updated", "transaction_completed", "\"recovered\":true");
        }
    }

    private static HttpResponse<Stream<String>> open(Customer customer) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(SET.api().gateway().resolve("/v1/events"))
                .header("Authorization", "Bearer " + customer.token())
                .build();
        HttpResponse<Stream<String>> response =
                SET.api().http().sendAsync(request, BodyHandlers.ofLines()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    private static void read(Stream<String> stream, List<String> lines) {
        try {
            stream.forEach(lines::add);
        } catch (UncheckedIOException closed) {
            lines.add("closed");
        }
    }

    private static String id(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("id: "))
                .findFirst()
                .orElseThrow()
                .substring("id: ".length());
    }
}
