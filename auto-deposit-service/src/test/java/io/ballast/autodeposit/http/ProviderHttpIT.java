package io.ballast.autodeposit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.ballast.events.address.UrlPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHttpIT {

    private static final int MOVED = 302;

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(MOVED, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void givenAHostThatIsInside_whenItIsCalled_thenItIsNotConnectedTo(String host) {
        // given
        ProviderHttp http = new ProviderHttp(Duration.ofSeconds(5), new UrlPolicy(List.of(), List.of()));

        // then
        assertThrows(UnknownHostException.class, () -> http.send(to(host)));
        assertEquals(0, calls.get());
    }

    @Test
    void givenAHostThatMayBeInside_whenItLeadsElsewhere_thenItIsCalledAndNotFollowed() throws Exception {
        // when
        int status = LoopbackHttp.create().send(to("127.0.0.1")).statusCode();

        // then
        assertEquals(MOVED, status);
        assertEquals(1, calls.get());
    }

    private HttpRequest to(String host) {
        return HttpRequest.newBuilder(
                        URI.create("http://" + host + ":" + server.getAddress().getPort()))
                .build();
    }
}
