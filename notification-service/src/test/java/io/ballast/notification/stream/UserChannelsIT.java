package io.ballast.notification.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ballast.notification.user.User;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The listening connection to a server that accepts and then says nothing, as one that is gone without a word. */
class UserChannelsIT {

    private final Vertx vertx = Vertx.vertx();
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givenAServerThatSaysNothing_whenTheListeningConnectionOpens_thenTheAttemptIsGivenUpForAnother()
            throws IOException {
        // given
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> accept(silent));
            Redis redis = Redis.createClient(vertx, "redis://localhost:" + silent.getLocalPort());
            UserChannels channels = new UserChannels(redis, config(), vertx, new SimpleMeterRegistry());

            // when
            channels.start(new Nobody());

            // then
            await().until(() -> accepted.size() >= 3);
            assertFalse(channels.isHearing());
        }
    }

    private void accept(ServerSocket silent) {
        try {
            while (true) {
                accepted.add(silent.accept());
            }
        } catch (IOException closed) {
            accepted.forEach(UserChannelsIT::close);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static StreamConfig config() {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(StreamConfig.class)
                .withDefaultValues(Map.of(
                        "ballast.stream.connect-timeout", "100ms",
                        "ballast.stream.max-reconnect-delay", "100ms"))
                .build()
                .getConfigMapping(StreamConfig.class);
    }

    private static final class Nobody implements StreamListener {
        @Override
        public void published(User user, UserEvent event) {}

        @Override
        public void listening(User user) {}
    }
}
