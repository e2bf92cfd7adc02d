package io.ballast.infrastructure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A part that is one process: it works on a directory of its own and listens on ports that are free before. */
abstract class ServerPart implements Part {

    private final String name;
    private final DataDirectory directory;
    private final Duration startWithin;
    private final Duration stopWithin;
    private ChildProcess server;

    ServerPart(String name, DataDirectory directory, Duration startWithin, Duration stopWithin) {
        this.name = name;
        this.directory = directory;
        this.startWithin = startWithin;
        this.stopWithin = stopWithin;
    }

    /** Starts a part on a directory, after the process that an earlier launcher may have left there is gone. */
    static <P extends ServerPart> P start(DataDirectory directory, Function<DataDirectory, P> part) {
        try {
            directory.endLeftover("TERM");
            directory.turnLogOver();
            P made = part.apply(directory);
            made.launch();
            return made;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Where it will listen. */
    abstract List<Integer> ports();

    abstract ChildProcess startProcess();

    abstract boolean isReady();

    /** What is done once it answers and before anybody may use it. A failure ends it. */
    void completeStart() {}

    /** Starts it and waits until it is ready. */
    final void launch() {
        ports().forEach(port -> Ports.requireFree(name, port));
        server = startProcess();
        directory.remember(server);
        try {
            server.awaitReady(startWithin, this::isReady);
            completeStart();
        } catch (RuntimeException e) {
            server.stop(stopWithin);
            throw e;
        }
    }

    /** Starts a program in its directory, with its log. */
    final ChildProcess startProcess(List<String> command, Map<String, String> environment) {
        return ChildProcess.start(name, command, environment, directory.path(), directory.log());
    }

    final DataDirectory directory() {
        return directory;
    }

    /** A file or folder of its own. */
    final Path file(String file) {
        return directory.path().resolve(file);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long pid() {
        return server.pid();
    }

    @Override
    public final Path log() {
        return directory.log();
    }

    @Override
    public synchronized void kill() {
        server.kill();
    }

    @Override
    public final synchronized void restart() {
        server.stop(stopWithin);
        launch();
    }

    @Override
    public final synchronized void close() {
        if (server != null) {
            server.stop(stopWithin);
        }
        directory.close();
    }

    /** Ends it when its data is not wanted any more: a broker whose peers go too would look for somebody to hand over to. */
    final synchronized void discard() {
        if (server != null) {
            server.kill();
        }
        directory.close();
    }
}
