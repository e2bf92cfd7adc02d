package io.ballast.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Sends the requests of a file one after the other, and compares the answers with what the file expects. */
public final class HttpFileRunner {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final Map<String, String> settings;

    /** @param settings variables that are not as the files say, the gateway's origin above all */
    public HttpFileRunner(Map<String, String> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * Runs a file.
     *
     * @throws AssertionError that names the request whose answer is not what is expected
     */
    public void run(HttpFile file) {
        Variables variables = new Variables();
        settings.forEach(variables::set);
        file.variables().forEach((name, value) -> variables.set(name, settings.getOrDefault(name, value)));
        for (FileRequest request : file.requests()) {
            variables.set(request.name(), answer(file.name(), request, variables));
        }
    }

    private Answer answer(String file, FileRequest request, Variables variables) {
        if (!request.eventually()) {
            Answer answer = send(request, variables);
            compare(file, request, answer, variables);
            return answer;
        }
        Answer[] last = new Answer[1];
        await(file + ": " + request.title()).atMost(PATIENCE).untilAsserted(() -> {
            last[0] = send(request, variables);
            compare(file, request, last[0], variables);
        });
        return last[0];
    }

    private static void compare(String file, FileRequest request, Answer answer, Variables variables) {
        String what = file + ": " + request.title() + ": " + answer.body();
        assertThat(answer.status()).as(what).isEqualTo(request.status().orElseThrow());
        request.members()
                .forEach((path, expected) -> assertThat(plain(answer.member(path)))
                        .as(what + ": " + path)
                        .isEqualTo(plain(variables.fill(expected))));
    }

    /** Numbers without the zeros at their end: 50 is 50.00. */
    private static String plain(String text) {
        return NUMBER.matcher(text).matches()
                ? new BigDecimal(text).stripTrailingZeros().toPlainString()
                : text;
    }

    private Answer send(FileRequest request, Variables variables) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(variables.fill(request.url())))
                .timeout(TIMEOUT)
                .method(
                        request.method(),
                        request.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(variables.fill(request.body())));
        request.headers().forEach(header -> builder.header(header.name(), variables.fill(header.value())));
        try {
            return new Answer(http.send(builder.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
