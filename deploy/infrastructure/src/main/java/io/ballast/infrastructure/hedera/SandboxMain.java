package io.ballast.infrastructure.hedera;

import com.sun.net.httpserver.HttpServer;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sandbox's own JVM: the mirror node's port, the consensus node's port, the journal's file, milliseconds between
 * blocks (0: only on demand), the operator's key, and the process id of its parent, whose end is also its own.
 */
public final class SandboxMain {

    private static final int BACKLOG = 256;

    private SandboxMain() {}

    public static void main(String[] arguments) throws IOException {
        endWithParent(Long.parseLong(arguments[5]));
        Clock clock = Clock.systemUTC();
        Ledger ledger = Ledger.open(new Journal(Path.of(arguments[2])), arguments[4], clock);
        Faults faults = new Faults();
        consensusNode(Integer.parseInt(arguments[1]), new ConsensusNode(ledger, faults));
        mirrorNode(Integer.parseInt(arguments[0]), ledger, faults, clock);
        closeBlocks(ledger, Long.parseLong(arguments[3]));
    }

    private static void endWithParent(long parent) {
        ProcessHandle.of(parent)
                .filter(ProcessHandle::isAlive)
                .ifPresentOrElse(
                        process -> process.onExit().thenRun(() -> System.exit(0)),
                        () -> Runtime.getRuntime().halt(1));
    }

    private static void consensusNode(int port, ConsensusNode node) throws IOException {
        Server server = NettyServerBuilder.forAddress(loopback(port))
                .addService(node)
                .addService(new TokenNode(node))
                .build();
        server.start();
    }

    private static void mirrorNode(int port, Ledger ledger, Faults faults, Clock clock) throws IOException {
        MirrorNode mirror = new MirrorNode(ledger, faults, clock);
        HttpServer server = HttpServer.create(loopback(port), BACKLOG);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(MirrorNode.PATH, mirror);
        server.createContext(SandboxControl.PATH, new SandboxControl(ledger, mirror, faults));
        server.start();
    }

    private static void closeBlocks(Ledger ledger, long millis) {
        if (millis > 0) {
            ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
            timer.scheduleAtFixedRate(ledger::closeBlock, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
