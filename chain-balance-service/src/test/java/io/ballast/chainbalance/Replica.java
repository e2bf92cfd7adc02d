package io.ballast.chainbalance;

import io.ballast.chainbalance.evm.RpcProxy;
import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service as it is packaged, in a JVM of its own, in the production profile, with its own way to the EVM node. */
final class Replica implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Pattern PORT = Pattern.compile("Listening on: http://[^ :]+:(\\d+)");

    private final RpcProxy proxy;
    private final Path log;
    private final ChildProcess process;

    private Replica(RpcProxy proxy, Path log, ChildProcess process) {
        this.proxy = proxy;
        this.log = log;
        this.process = process;
    }

    /** Starts it and waits until it listens. */
    static Replica start(ServiceSettings settings, Map<String, String> more, String nodeUrl, String name) {
        RpcProxy proxy = RpcProxy.start();
        proxy.behave(RpcProxy.Behaviour.forwardTo(nodeUrl));
        Map<String, String> all = new TreeMap<>(settings.plain());
        all.putAll(more);
        all.put("ballast.evm.rpc-url", proxy.url());
        try {
            Path directory =
                    Files.createDirectories(Path.of("target", "packaged").toAbsolutePath());
            Path log = directory.resolve(name + ".log");
            Files.deleteIfExists(log);
            ChildProcess process =
                    ChildProcess.start("chain-balance-service", command(all), settings.environment(), directory, log);
            Replica replica = new Replica(proxy, log, process);
            process.awaitReady(START, () -> replica.port().find());
            return replica;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx384m");
        // It lives for seconds: what starts fast is better than what runs fast later.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.port=0");
        command.add("-jar");
        command.add(Path.of("target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        return command;
    }

    /** What stands between it and the node. */
    RpcProxy proxy() {
        return proxy;
    }

    String url() {
        Matcher matcher = port();
        if (!matcher.find()) {
            throw new IllegalStateException("The service has not said where it listens");
        }
        return "http://127.0.0.1:" + matcher.group(1);
    }

    /** SIGKILL. */
    void kill() {
        if (process.isAlive()) {
            process.kill();
        }
    }

    @Override
    public void close() {
        kill();
        proxy.close();
    }

    private Matcher port() {
        try {
            return PORT.matcher(Files.exists(log) ? Files.readString(log) : "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
