package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvmNodeIT {

    private static final String USER = "0x00000000000000000000000000000000000000A1";
    private static final String PROXY = "0x00000000000000000000000000000000000000b2";
    private static final BigInteger FIVE = BigInteger.valueOf(5_000_000);
    private static final BigInteger TWO = BigInteger.valueOf(2_000_000);
    private static final String GET_BLOCK_NUMBER = "0x42cbb15c";

    @TempDir
    Path directory;

    @Test
    void givenMintedUnits_whenTransferredAndApproved_thenTheTokenSaysSo() {
        try (EvmNode node = EvmNode.start()) {
            DemoToken token = node.token();

            token.mint(USER, FIVE);
            token.transfer(USER, PROXY, TWO);
            token.approve(PROXY, USER, TWO);

            assertThat(token.balanceOf(USER)).isEqualTo(FIVE.subtract(TWO));
            assertThat(token.balanceOf(PROXY)).isEqualTo(TWO);
            assertThat(token.allowance(PROXY, USER)).isEqualTo(TWO);
        }
    }

    @Test
    void givenTooFewUnits_whenTransferred_thenItFailsAndNothingMoves() {
        try (EvmNode node = EvmNode.start()) {
            assertThatThrownBy(() -> node.token().transfer(USER, PROXY, FIVE)).isInstanceOf(PartFailed.class);
            assertThat(node.token().balanceOf(PROXY)).isZero();
        }
    }

    @Test
    void givenANode_whenMulticallIsAsked_thenItAnswersAtItsUsualAddress() {
        try (EvmNode node = EvmNode.start()) {
            String answer = node.rpc("eth_call", Map.of("to", EvmNode.MULTICALL, "data", GET_BLOCK_NUMBER), "latest")
                    .asText();

            assertThat(EvmCode.number(answer).longValueExact()).isEqualTo(node.blockNumber());
        }
    }

    @Test
    void givenALastingNode_whenClosedAndStartedAgain_thenTheChainGoesOn() {
        long height;
        try (EvmNode node = EvmNode.start(0, directory, Duration.ZERO)) {
            node.token().mint(USER, FIVE);
            height = node.blockNumber();
        }
        try (EvmNode node = EvmNode.start(0, directory, Duration.ZERO)) {
            assertThat(node.token().balanceOf(USER)).isEqualTo(FIVE);
            assertThat(node.blockNumber()).isEqualTo(height + 1);
        }
    }

    @Test
    void givenAChainOnDisk_whenTheNodeIsKilledAndRestarted_thenTheChainGoesOn() {
        try (EvmNode node = EvmNode.start()) {
            node.token().mint(USER, FIVE);
            awaitWritten(node.log().resolveSibling("state.json"));

            node.kill();
            node.restart();

            assertThat(node.token().balanceOf(USER)).isEqualTo(FIVE);
        }
    }

    @Test
    void givenAHalfWrittenChain_whenStarted_thenTheOneFromTheStartBeforeIsTaken() throws Exception {
        try (EvmNode node = EvmNode.start(0, directory, Duration.ZERO)) {
            node.token().mint(USER, FIVE);
            node.restart();
        }
        Path state = directory.resolve("state.json");
        byte[] whole = Files.readAllBytes(state);
        Files.write(state, Arrays.copyOf(whole, whole.length / 2));

        try (EvmNode node = EvmNode.start(0, directory, Duration.ZERO)) {
            assertThat(node.token().balanceOf(USER)).isEqualTo(FIVE);
        }
    }

    @Test
    void givenABlockTime_whenNothingHappens_thenHeadsMoveOn() {
        try (EvmNode node = EvmNode.start(0, null, Duration.ofSeconds(1))) {
            long height = node.blockNumber();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> node.blockNumber() > height + 1);
        }
    }

    @Test
    void givenATakenPort_whenStarted_thenPartAndPortAreNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EvmNode.start(taken.getLocalPort(), null, Duration.ZERO))
                    .isInstanceOf(PortInUse.class)
                    .hasMessageStartingWith("EVM node: port " + taken.getLocalPort());
        }
    }

    /** The node writes every second: what is written more than a second from now was begun after now. */
    private static void awaitWritten(Path file) {
        Instant enough = Instant.now().plusSeconds(1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> modified(file).toInstant().isAfter(enough));
    }

    private static FileTime modified(Path file) {
        try {
            return Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
