package io.ballast.chainbalance.evm;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ballast.events.address.UrlPolicy;
import io.ballast.infrastructure.EvmNode;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bell, on a real node. */
class PushSocketIT {

    private static final Duration EVENTUALLY = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofMillis(500);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger rings = new AtomicInteger();
    private EvmNode node;

    @BeforeEach
    void start() {
        node = EvmNode.start();
    }

    @AfterEach
    void stop() {
        node.close();
        vertx.close();
    }

    @Test
    void givenASocket_whenABlockOrATransferComes_thenItRingsAndAgainAfterTheNodeWasAway() {
        // given: it rings when it is opened, for what came before
        PushSocket socket = socket(List.of("127.0.0.1"));
        socket.open();
        await().atMost(EVENTUALLY).until(() -> rings.get() == 1);

        // when
        node.mine(1);

        // then
        await().atMost(EVENTUALLY).until(() -> rings.get() >= 2);

        // when: one ring for the block, one for the transfer in it
        int before = rings.get();
        node.token().mint(node.accounts().getFirst(), BigInteger.TEN);

        // then
        await().atMost(EVENTUALLY).until(() -> rings.get() >= before + 2);

        // when
        node.kill();
        await().atMost(EVENTUALLY).until(() -> !socket.isOpen());
        node.restart();
        await().atMost(EVENTUALLY).until(socket::isOpen);
        int back = rings.get();
        node.mine(1);

        // then
        await().atMost(EVENTUALLY).until(() -> rings.get() > back);
        socket.stop();
    }

    @Test
    void givenAPrivateAddressThatIsNotAllowListed_whenOpened_thenNoConnectionIsMade() {
        // given
        PushSocket socket = socket(List.of());

        // when
        socket.open();

        // then
        await().during(QUIET).atMost(EVENTUALLY).until(() -> !socket.isOpen());
        assertEquals(0, rings.get());
        socket.stop();
        assertFalse(socket.isOpen());
    }

    private PushSocket socket(List<String> allowedPrivateHosts) {
        return new PushSocket(
                vertx,
                vertx.createWebSocketClient(),
                new UrlPolicy(List.of(), allowedPrivateHosts),
                URI.create(node.webSocketUrl()),
                List.of(node.tokenAddress()),
                Duration.ofSeconds(1),
                rings::incrementAndGet);
    }
}
