package io.ballast.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.hedera.SandboxMain;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Hedera network in small on loopback, which the unmodified SDK and whatever reads a mirror node talk to: one consensus
 * node (gRPC: transfers of HBAR and fungible tokens, account creation, association, receipts, balances) and one mirror node
 * (REST: balances, token balances, accounts, tokens, blocks, transactions). It verifies what the public network verifies
 * and keeps what it acknowledged, also over {@link #kill()}.
 *
 * <p>Blocks close on a timer; with a block time of zero only when {@link #closeBlock()} says so. The mirror node knows
 * what closed blocks tell, after {@link #lag}.
 */
public final class HederaSandbox extends ServerPart {

    /** The consensus node's account. */
    public static final String NODE_ACCOUNT = "0.0.3";

    /** The account that owns all HBAR and all tokens in the beginning. */
    public static final String OPERATOR = "0.0.2";

    /** The operator's ED25519 key, as a seed in hex. Known to all: it guards nothing. */
    public static final String OPERATOR_KEY = "ba11a57".repeat(9) + "0";

    /** The token SMILES, without decimals. */
    public static final String SMILES = "0.0.1001";

    private static final String NAME = "Hedera sandbox";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration TEST_BLOCK_TIME = Duration.ofMillis(200);
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.util.logging.manager=");

    private final int mirrorPort;
    private final int nodePort;
    private final Duration blockTime;
    private final HederaHand hand;

    private HederaSandbox(DataDirectory directory, int mirrorPort, int nodePort, Duration blockTime) {
        super(NAME, directory, START, STOP);
        this.mirrorPort = mirrorPort;
        this.nodePort = nodePort;
        this.blockTime = blockTime;
        this.hand = new HederaHand(NAME, mirrorPort);
    }

    /** Starts a temporary network on free ports that closes five blocks a second. */
    public static HederaSandbox start() {
        return start(0, 0, null, TEST_BLOCK_TIME);
    }

    /**
     * Starts a network.
     *
     * @param mirrorPort where the mirror node listens, 0 for a free port
     * @param nodePort where the consensus node listens, 0 for a free port
     * @param directory where the ledger stays, or {@code null} for a temporary network
     * @param blockTime between blocks; zero to close them on demand only
     * @throws PortInUse if somebody listens on one of the ports
     */
    public static HederaSandbox start(int mirrorPort, int nodePort, Path directory, Duration blockTime) {
        return start(
                DataDirectory.of(NAME, directory),
                data -> new HederaSandbox(data, Ports.freeIfZero(mirrorPort), Ports.freeIfZero(nodePort), blockTime));
    }

    /** The mirror node's origin, without {@code /api/v1}. */
    public String mirrorUrl() {
        return "http://127.0.0.1:" + mirrorPort;
    }

    /** Host and port of the consensus node, whose account is {@link #NODE_ACCOUNT}. */
    public String nodeAddress() {
        return "127.0.0.1:" + nodePort;
    }

    /** Makes an account without a key that takes any token; its id. */
    public String createAccount(long tinybars) {
        return hand.idOf("account", Map.of("tinybars", tinybars, "automaticAssociations", -1));
    }

    /** Makes the account with this number, HBAR and Smiles, unless it is there. */
    public void createAccount(long number, long tinybars, long smiles) {
        hand.idOf(
                "account",
                Map.of("account", number, "tinybars", tinybars, "smiles", smiles, "automaticAssociations", -1));
    }

    /** Makes a token whose whole supply the operator holds; its id. */
    public String createToken(String symbol, int decimals) {
        return hand.idOf("token", Map.of("symbol", symbol, "decimals", decimals));
    }

    /** Sends HBAR from the operator; the transaction's id. */
    public String sendHbar(String to, long tinybars) {
        return hand.idOf("transfer", Map.of("to", to, "amount", tinybars));
    }

    /**
     * Sends a token from the operator, with the receiver associated on the way; the transaction's id.
     *
     * @param amount in the smallest unit; zero associates only
     */
    public String sendToken(String token, String to, long amount) {
        return hand.idOf("transfer", Map.of("token", token, "to", to, "amount", amount));
    }

    /** Sends a token, or HBAR for {@code null}, from any account to any. */
    public String move(String token, String from, String to, long amount) {
        Map<String, Object> transfer = new HashMap<>(Map.of("from", from, "to", to, "amount", amount));
        transfer.put("token", token);
        return hand.idOf("transfer", transfer);
    }

    /** Closes the block, also one without transactions. */
    public void closeBlock() {
        hand.order("block", Map.of());
    }

    /** From now on the mirror node knows of a block that long after it closed. What it knows it does not forget. */
    public void lag(Duration lag) {
        hand.order("lag", Map.of("millis", lag.toMillis()));
    }

    /** The consensus node answers its next requests with BUSY. */
    public void busy(int times) {
        hand.order("busy", Map.of("times", times));
    }

    /** The consensus node carries out its next transactions and then loses the connection. */
    public void loseReplies(int times) {
        hand.order("lost-replies", Map.of("times", times));
    }

    /** What the mirror node does from now on. */
    public void mirror(HederaFault fault) {
        hand.order("mirror", fault);
    }

    /** How often the mirror node was asked for the path since {@link #forgetCalls()}. */
    public long calls(String path) {
        JsonNode calls = hand.order("calls", Map.of());
        return calls.path(path).asLong();
    }

    public void forgetCalls() {
        hand.order("forget-calls", Map.of());
    }

    @Override
    List<Integer> ports() {
        return List.of(mirrorPort, nodePort);
    }

    @Override
    ChildProcess startProcess() {
        return startProcess(command(), Map.of());
    }

    @Override
    boolean isReady() {
        return hand.isReady();
    }

    private List<String> command() {
        try {
            Path arguments = ChildJvm.arguments(
                    directory().path(), SandboxMain.class, JVM_OPTIONS, protobuf(), "protobuf-java-");
            return List.of(
                    ChildJvm.java(),
                    "@" + arguments,
                    Integer.toString(mirrorPort),
                    Integer.toString(nodePort),
                    file("ledger.jsonl").toString(),
                    Long.toString(blockTime.toMillis()),
                    OPERATOR_KEY,
                    Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new PartFailed(NAME, "cannot write its arguments: " + e, e);
        }
    }

    /** The protobuf that the SDK is made for, in place of the one that services have on their class path. */
    private static Path protobuf() throws IOException {
        String file = "protobuf-javalite.jar";
        try (InputStream in = SandboxMain.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new PartFailed(NAME, file + " is not on the class path");
            }
            byte[] content = in.readAllBytes();
            return Cache.directory("hedera", content, unpacked -> Files.write(unpacked.resolve(file), content))
                    .resolve(file);
        }
    }
}
