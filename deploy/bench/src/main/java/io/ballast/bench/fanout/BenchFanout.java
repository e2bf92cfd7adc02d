package io.ballast.bench.fanout;

import io.ballast.bench.fanout.FanoutSettings.FanoutLoad;
import io.ballast.bench.load.Plateau;
import io.ballast.bench.report.Figure;
import io.ballast.bench.report.Progress;
import io.ballast.bench.report.Report;
import io.ballast.bench.set.Running;
import io.ballast.infrastructure.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures the packaged notification-service beside socket.io and ws, with the same client and schedule, in turn. */
public final class BenchFanout {

    private static final int WARM_SOCKETS = 200;
    private static final int WARM_MESSAGES = 10_000;
    private static final int MOST_WARM_UPS = 10;
    private static final int PATIENCE = 3;

    private BenchFanout() {}

    public static void main(String[] arguments) throws Exception {
        FanoutSettings settings = FanoutSettings.ofEnvironment();
        Path result = settings.target().resolve("bench-fanout.json");
        Files.deleteIfExists(result);
        int status = 0;
        try {
            Progress progress = new Progress(System.out);
            List<Figure> figures = new ArrayList<>();
            if (settings.measures(FanoutLoad.BESIDE)) {
                figures.addAll(beside(settings, progress));
            }
            if (settings.measures(FanoutLoad.COMMIT)) {
                figures.addAll(new CommitToSocket(settings, progress).measure());
            }
            Report.print(System.out, figures);
            Report.write(result, figures);
            System.out.println("Written to " + result);
        } catch (IllegalStateException e) {
            System.out.println("No figures: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static List<Figure> beside(FanoutSettings settings, Progress progress) throws Exception {
        try (Running running = new Running()) {
            return measure(settings, running, progress);
        }
    }

    private static List<Figure> measure(FanoutSettings settings, Running running, Progress progress) throws Exception {
        progress.step("Starting the servers and what they stand on");
        // A Redis each: neither waits for what the other asks
        RedisServer theirs = running.keep(RedisServer.start());
        Contestant socketIo = new Contestant(running.keep(new SocketIoServer(settings, theirs)), settings, progress);
        Contestant ws = new Contestant(running.keep(new WsServer(settings)), settings, progress);
        RedisServer redis = running.keep(RedisServer.start());
        OwnService service = running.keep(new OwnService(settings, redis, settings.sockets() + 1));
        Contestant own = new Contestant(service, settings, progress);
        Contestant ownSocketIo = new Contestant(new OwnSocketIo(service), settings, progress);
        List<Contestant> all = List.of(own, socketIo, ws, ownSocketIo);
        progress.step("Memory of %,d connections".formatted(settings.sockets()));
        for (Contestant contestant : all) {
            contestant.warmUp(Math.min(WARM_SOCKETS, settings.sockets()), WARM_MESSAGES / 10);
            contestant.memory();
        }
        progress.step("Warming up");
        for (Contestant contestant : all) {
            warmUp(contestant, Math.min(WARM_SOCKETS, settings.sockets()));
            contestant.rehearse();
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            progress.step("Round %d of %d".formatted(round, settings.rounds()));
            for (Contestant contestant : all) {
                contestant.unicast();
                contestant.room();
            }
        }
        return new FanoutFigures(own, ownSocketIo, socketIo, ws).rows();
    }

    /** Until it gets no faster. */
    private static void warmUp(Contestant contestant, int sockets) throws Exception {
        Plateau plateau = new Plateau(PATIENCE);
        boolean reached = false;
        for (int i = 0; i < MOST_WARM_UPS && !reached; i++) {
            reached = plateau.isReachedWith(contestant.warmUp(sockets, WARM_MESSAGES));
        }
    }
}
