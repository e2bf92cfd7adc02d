package io.ballast.acceptance.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of requests against a small real server, which answers 201 with what it was sent, and how often it was asked. */
class HttpFileRunnerIT {

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void givenAServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::echo);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void echo(HttpExchange exchange) throws IOException {
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String header = exchange.getRequestHeaders().getFirst("X-Key");
        byte[] answer = "{\"items\":[{\"sent\":\"%s\",\"key\":\"%s\"}],\"asked\":%d,\"amount\":5.00}"
                .formatted(sent, header, asked.incrementAndGet())
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(201, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void givenAFile_whenItRuns_thenVariablesAreFilledInAndAnswersCompared() {
        assertThatCode(() -> run("""
                        @gateway = http://nowhere.invalid
                        @who = anna-{{$guid}}

                        ### First
                        # @name first
                        # @expect 201
                        # @expect $.items[0].sent hello {{who}}
                        # @expect $.amount 5
                        POST {{gateway}}/a
                        X-Key: {{who}}

                        hello {{who}}

                        ### Second
                        # @expect 201
                        # @expect $.items[0].key {{who}}
                        # @expect $.asked 2
                        GET {{gateway}}/b
                        X-Key: {{first.response.body.$.items[0].key}}
                        """)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "201, 2"})
    void givenAnotherAnswerThanExpected_whenTheFileRuns_thenItFailsAndNamesTheRequest(int status, int asked) {
        assertThatThrownBy(() -> run("""
                        ### The only one
                        # @expect %d
                        # @expect $.asked %d
                        GET {{gateway}}/a
                        """.formatted(status, asked)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("test.http: The only one");
    }

    @Test
    void givenAnAnswerThatComesLater_whenTheFileRuns_thenItIsAskedForAgain() {
        assertThatCode(() -> run("""
                        ### Later
                        # @eventually
                        # @expect 201
                        # @expect $.asked 3
                        GET {{gateway}}/a
                        """)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET http://localhost/a | does not say which status it expects",
                "# @expect 200 | has no line like GET url",
                "# @expects 200 | no such directive",
            })
    void givenARequestThatIsNotWhole_whenTheFileIsRead_thenItIsRefused(String line, String why) {
        assertThatThrownBy(() -> HttpFile.parse("test.http", "### It\n" + line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void givenAVariableThatNothingSets_whenTheFileRuns_thenItIsRefused() {
        assertThatThrownBy(() -> run("### It\n# @expect 201\nGET {{gateway}}/{{nobody}}"))
                .hasMessage("not known: {{nobody}}");
    }

    private void run(String file) {
        String origin = "http://localhost:" + server.getAddress().getPort();
        new HttpFileRunner(Map.of("gateway", origin)).run(HttpFile.parse("test.http", file));
    }
}
