package io.ballast.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * An EVM node (anvil) on loopback with a real ERC-20 ({@link DemoToken}, at the same address on every chain) and
 * Multicall3 at the address it has everywhere.
 *
 * <p>Without a block time the node mines one block for each transaction at once and none in between: heads stand still
 * while nothing happens, and a transaction is final when its call returns. With a block time it mines on a timer.
 *
 * <p>The chain is written to disk every second and when the node stops: after {@link #kill()} up to a second of it may
 * be missing, and it then continues from an older block, as after a reorganisation. A node that continues a chain mines a
 * block at once: elsewhere blocks come by themselves, and without one nobody could tell it from a node that lags.
 */
public final class EvmNode extends ServerPart {

    /** The chain id, which is anvil's own. */
    public static final long CHAIN_ID = 31_337;

    /** Where Multicall3 is on nearly every chain. */
    public static final String MULTICALL = "0xcA11bde05977b3631167028862bE2a173976CA11";

    private static final String NAME = "EVM node";
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final Duration MINED = Duration.ofSeconds(60);

    // The phrase that every Ethereum development tool uses: its keys are known to all and guard nothing.
    private static final String MNEMONIC = "test test test test test test test test test test test junk";

    private final int port;
    private final Duration blockTime;
    private final EvmRpc rpc;
    /** Whether this start goes on from an earlier one's chain. */
    private boolean continues;

    private DemoToken token;

    private EvmNode(DataDirectory directory, int port, Duration blockTime) {
        super(NAME, directory, START, STOP);
        this.port = port;
        this.blockTime = blockTime;
        this.rpc = new EvmRpc(NAME, URI.create("http://127.0.0.1:" + port));
    }

    /** Starts a temporary node on a free port that mines a block for each transaction. */
    public static EvmNode start() {
        return start(0, null, Duration.ZERO);
    }

    /**
     * Starts a node.
     *
     * @param port where to listen, 0 for a free port
     * @param directory where the chain stays, or {@code null} for a temporary node
     * @param blockTime whole seconds between blocks; zero to mine a block for each transaction at once
     * @throws PortInUse if somebody listens on the port
     */
    public static EvmNode start(int port, Path directory, Duration blockTime) {
        return start(DataDirectory.of(NAME, directory), data -> new EvmNode(data, Ports.freeIfZero(port), blockTime));
    }

    public int port() {
        return port;
    }

    public String rpcUrl() {
        return "http://127.0.0.1:" + port;
    }

    public String webSocketUrl() {
        return "ws://127.0.0.1:" + port;
    }

    /** The demo ERC-20. */
    public DemoToken token() {
        return token;
    }

    public String tokenAddress() {
        return token.address();
    }

    /** The number of the newest block. */
    public long blockNumber() {
        return EvmCode.number(rpc("eth_blockNumber").asText()).longValueExact();
    }

    /** Mines blocks without transactions. */
    public void mine(int blocks) {
        rpc("anvil_mine", "0x" + Integer.toHexString(blocks));
    }

    /** The addresses whose keys the node holds; all of them are rich in the chain's own coin. */
    public List<String> accounts() {
        return StreamSupport.stream(rpc("eth_accounts").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Calls a JSON-RPC method of the node, its own {@code anvil_…} methods included. */
    public JsonNode rpc(String method, Object... parameters) {
        return rpc.call(method, parameters);
    }

    /** Sends a transaction and waits until it is mined; the receipt. A transaction that reverts is a failure. */
    JsonNode send(Map<String, String> transaction) {
        String hash = rpc("eth_sendTransaction", transaction).asText();
        long deadline = System.nanoTime() + MINED.toNanos();
        JsonNode receipt = rpc("eth_getTransactionReceipt", hash);
        while (receipt.isNull()) {
            if (System.nanoTime() > deadline) {
                throw new PartFailed(NAME, hash + " was not mined within " + MINED.toSeconds() + " s", log());
            }
            ChildProcess.pause(NAME);
            receipt = rpc("eth_getTransactionReceipt", hash);
        }
        if (!"0x1".equals(receipt.path("status").asText())) {
            throw new PartFailed(NAME, hash + " was reverted", log());
        }
        return receipt;
    }

    @Override
    List<Integer> ports() {
        return List.of(port);
    }

    @Override
    ChildProcess startProcess() {
        EvmState state = new EvmState(file("state.json"));
        state.restore();
        continues = Files.exists(state.file());
        return startProcess(command(state), Map.of());
    }

    @Override
    boolean isReady() {
        return rpc.answers();
    }

    @Override
    void completeStart() {
        token = DemoToken.deployed(this);
        putMulticall();
        if (continues) {
            mine(1);
        }
    }

    private List<String> command(EvmState state) {
        List<String> command = new ArrayList<>(List.of(EvmBinary.path(NAME).toString()));
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--chain-id", Long.toString(CHAIN_ID), "--mnemonic", MNEMONIC));
        command.addAll(List.of("--state", state.file().toString(), "--state-interval", "1"));
        command.addAll(List.of("--cache-path", file("cache").toString()));
        if (blockTime.isPositive()) {
            command.addAll(List.of("--block-time", Long.toString(blockTime.toSeconds())));
        }
        return command;
    }

    /** Creates Multicall3 as any contract and puts what came out where everybody expects it. */
    private void putMulticall() {
        if (hasCode(MULTICALL)) {
            return;
        }
        String created = create("Multicall3");
        rpc("anvil_setCode", MULTICALL, rpc("eth_getCode", created, "latest").asText());
    }

    /** Creates a contract from the first account; its address. */
    String create(String contract) {
        Map<String, String> creation = Map.of("from", accounts().get(0), "data", EvmCode.creation(NAME, contract));
        return send(creation).path("contractAddress").asText();
    }

    boolean hasCode(String address) {
        return EvmCode.number(rpc("eth_getCode", address, "latest").asText()).signum() > 0;
    }
}
