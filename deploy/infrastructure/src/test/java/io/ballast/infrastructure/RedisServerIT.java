package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisServerIT {

    @TempDir
    Path directory;

    @Test
    void givenAServer_whenKilledAndRestarted_thenItAnswersOnTheSamePort() {
        try (RedisServer server = RedisServer.start()) {
            int port = server.port();

            server.kill();
            assertThat(Ports.answers(port)).isFalse();
            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(server.command("PING")).isEqualTo("PONG");
            assertThat(server.command("INFO", "server")).contains("redis_version:7.0.15");
        }
    }

    @Test
    void givenAPassword_whenAClientHasNone_thenItIsRefused() throws Exception {
        try (RedisServer server = RedisServer.start(0, null, "open sesame");
                RedisClient stranger = new RedisClient(server.port(), null)) {
            assertThatThrownBy(() -> stranger.command("GET", "balance:user:a")).hasMessageContaining("NOAUTH");
            assertThat(server.command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void givenALastingServer_whenClosedAndStartedAgain_thenItsKeysStayUntilFlushed() {
        try (RedisServer server = RedisServer.start(0, directory, null)) {
            server.command("SET", "balance:user:a", "150.50");
        }
        try (RedisServer server = RedisServer.start(0, directory, null)) {
            assertThat(server.command("GET", "balance:user:a")).isEqualTo("150.50");

            server.flushAll();

            assertThat(server.command("GET", "balance:user:a")).isEmpty();
        }
    }

    @Test
    void givenATakenPort_whenStarted_thenPartAndPortAreNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> RedisServer.start(taken.getLocalPort(), null, null))
                    .isInstanceOf(PortInUse.class)
                    .hasMessageStartingWith("Redis: port " + taken.getLocalPort());
        }
    }
}
