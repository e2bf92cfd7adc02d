package io.ballast.infrastructure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.infrastructure.stellar.Contracts;
import io.ballast.infrastructure.stellar.Fault;
import io.ballast.infrastructure.stellar.SandboxMain;
import io.ballast.infrastructure.stellar.SandboxNetwork;
import io.ballast.infrastructure.stellar.Vault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stellar.sdk.Account;
import org.stellar.sdk.KeyPair;
import org.stellar.sdk.Operation;
import org.stellar.sdk.Transaction;
import org.stellar.sdk.TransactionBuilder;

/**
 * A Stellar network on loopback in a JVM of its own: Stellar RPC (as many servers of different names as one likes to
 * see it through), Horizon, a faucet, USDC with 7 decimals and its issuer, and a vault. It verifies and applies real
 * transactions. A ledger that was seen is there after {@link #kill} and {@link #restart}; what waited for the next one
 * is gone, as it is when a real node dies.
 */
public final class StellarSandbox extends ServerPart {

    /** The name of Horizon as a server that can be told to {@link #behave}. */
    public static final String HORIZON = "horizon";

    /** The server behind {@link #rpcUrl()}. */
    public static final String RPC = "rpc";

    /** The names of keys that auto-deposit-service signs with where this network is its own. */
    public static final List<String> SIGNING = Stream.concat(
                    Stream.of("user-a", "user-b"), IntStream.rangeClosed(1, 40).mapToObj(number -> "deposit-" + number))
            .toList();

    private static final String NAME = "Stellar sandbox";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final long FEE = 1000;
    private static final long TIMEOUT_SECONDS = 300;
    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dsun.net.httpserver.nodelay=true",
            "-Djava.util.logging.manager=java.util.logging.LogManager");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Duration closeEvery;

    private StellarSandbox(DataDirectory directory, int port, Duration closeEvery) {
        super(NAME, directory, START, STOP);
        this.port = port;
        this.closeEvery = closeEvery;
    }

    /** Starts a temporary network on a free port whose ledgers close five times a second. */
    public static StellarSandbox start() {
        return start(0, null, Duration.ofMillis(200));
    }

    /**
     * Starts a network.
     *
     * @param port where to listen, 0 for a free port
     * @param directory where the ledgers stay, or {@code null} for a temporary network
     * @param closeEvery the time between ledgers; zero to close one by {@link #closeLedger} only, and for the faucet
     * @throws PortInUse if somebody listens on the port
     */
    public static StellarSandbox start(int port, Path directory, Duration closeEvery) {
        return start(
                DataDirectory.of(NAME, directory),
                data -> new StellarSandbox(data, Ports.freeIfZero(port), closeEvery));
    }

    public int port() {
        return port;
    }

    public String rpcUrl() {
        return rpcUrl(RPC);
    }

    /** Another server of the same network, of any name. */
    public String rpcUrl(String node) {
        return url("/rpc/" + node);
    }

    public String horizonUrl() {
        return url("/horizon");
    }

    /** The faucet: {@code GET ?addr=G…} creates the account with 10,000 XLM. */
    public String friendbotUrl() {
        return url("/friendbot");
    }

    public static String networkPassphrase() {
        return SandboxNetwork.NETWORK.getNetworkPassphrase();
    }

    /** {@code CODE:ISSUER}. */
    public static String usdc() {
        return SandboxNetwork.USDC;
    }

    public static String usdcIssuer() {
        return SandboxNetwork.USDC_ISSUER.getAccountId();
    }

    /** The contract that tells of every movement of USDC. */
    public static String usdcContract() {
        return new Contracts(SandboxNetwork.NETWORK).ofAsset(SandboxNetwork.USDC);
    }

    /** The contract that takes deposits of USDC. */
    public static String vaultContract() {
        return Vault.CONTRACT;
    }

    /** A key that is the same on every sandbox; {@code usdc-issuer} and {@code friendbot} have theirs so, too. */
    public static KeyPair key(String name) {
        return SandboxNetwork.named(name);
    }

    /** Closes a ledger now; its number. */
    public int closeLedger() {
        return control("close", Map.of()).get("ledger").asInt();
    }

    /** Creates the owner's account with a trustline for USDC and so much of it, in the smallest unit. */
    public void open(KeyPair owner, long units) {
        requireSuccess("open", control("open", Map.of("seed", new String(owner.getSecretSeed()), "units", units)));
    }

    /** Whether there is such an account. */
    public boolean hasAccount(String account) {
        return control("exists", Map.of("account", account)).get("exists").asBoolean();
    }

    /** How much USDC the account has, in the smallest unit; 0 without a trustline. */
    public long usdcOf(String account) {
        return control("usdc", Map.of("account", account)).get("units").asLong();
    }

    /** How many of the vault's shares the account has. */
    public long sharesOf(String account) {
        return control("shares", Map.of("account", account)).get("shares").asLong();
    }

    /** Has the issuer pay so much USDC, in the smallest unit, to an account that trusts it; the transaction's hash. */
    public String mint(String account, long units) {
        JsonNode answer = control("mint", Map.of("account", account, "units", units));
        requireSuccess("mint", answer);
        return answer.get("hash").asText();
    }

    /**
     * Signs the operations with the source's key, hands them in and waits until they are part of a ledger; the hash.
     *
     * @throws PartFailed if the network refuses them
     */
    public String apply(KeyPair source, Operation... operations) {
        long sequence = control("sequence", Map.of("account", source.getAccountId()))
                .get("sequence")
                .asLong();
        Transaction transaction = new TransactionBuilder(
                        new Account(source.getAccountId(), sequence), SandboxNetwork.NETWORK)
                .setBaseFee(FEE)
                .addOperations(List.of(operations))
                .setTimeout(TIMEOUT_SECONDS)
                .build();
        transaction.sign(source);
        JsonNode answer = control("apply", Map.of("transaction", transaction.toEnvelopeXdrBase64()));
        requireSuccess("a transaction", answer);
        return answer.get("hash").asText();
    }

    /** From now on the server does these things wrong, and nothing else. */
    public void behave(String node, Fault... faults) {
        control("behave", Map.of("node", node, "faults", List.of(faults)));
    }

    /** How often each method of the server was called since it was asked with {@code forget}. */
    public Map<String, Integer> calls(String node, boolean forget) {
        return JSON.convertValue(
                control("calls", Map.of("node", node, "forget", forget)),
                JSON.getTypeFactory().constructMapType(Map.class, String.class, Integer.class));
    }

    /** What the network asks of transactions: the least fee of an operation, and whether its vault takes deposits. */
    public void rules(long baseFee, boolean vaultPaused) {
        control("rules", Map.of("baseFee", baseFee, "vaultPaused", vaultPaused));
    }

    /** Lets the network's clock differ from this machine's, which time bounds are held against. */
    public void skewClock(Duration by) {
        control("clock", Map.of("skewMillis", by.toMillis()));
    }

    /** Has all servers, Horizon too, remember only so many ledgers' transactions and events. */
    public void keepLedgers(int ledgers) {
        keepLedgers(ledgers, ledgers);
    }

    /** Has RPC servers remember only so many ledgers, and Horizon so many. */
    public void keepLedgers(int ofRpc, int ofHorizon) {
        control("keep", Map.of("ledgers", ofRpc, "listed", ofHorizon));
    }

    @Override
    List<Integer> ports() {
        return List.of(port);
    }

    @Override
    ChildProcess startProcess() {
        try {
            Files.deleteIfExists(ready());
            Path arguments = ChildJvm.arguments(directory().path(), SandboxMain.class, JVM_OPTIONS);
            List<String> command = List.of(
                    ChildJvm.java(),
                    "@" + arguments,
                    Integer.toString(port),
                    Long.toString(closeEvery.toMillis()),
                    directory().path().toString(),
                    ready().toString(),
                    Long.toString(ProcessHandle.current().pid()));
            return startProcess(command, Map.of());
        } catch (IOException e) {
            throw new PartFailed(NAME, "cannot write its settings: " + e, e);
        }
    }

    @Override
    boolean isReady() {
        return Files.exists(ready());
    }

    private Path ready() {
        return file("ready");
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private static void requireSuccess(String what, JsonNode answer) {
        if (!answer.path("success").asBoolean()) {
            throw new PartFailed(NAME, what + " was refused by the ledger");
        }
    }

    private JsonNode control(String name, Map<String, Object> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url("/sandbox/" + name)))
                    .timeout(ANSWER)
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new PartFailed(NAME, name + ": " + answer.path("reason").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new PartFailed(NAME, "does not answer to " + name + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailed(NAME, "interrupted", e);
        }
    }
}
