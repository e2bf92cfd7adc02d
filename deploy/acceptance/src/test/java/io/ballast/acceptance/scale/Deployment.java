package io.ballast.acceptance.scale;

import io.ballast.infrastructure.ChildProcess;
import io.ballast.infrastructure.ServiceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The replicas of one service, treated as the chart does it: a Job migrates the database before them, and when they are
 * replaced, a new one is ready before an old one is asked to end.
 */
final class Deployment implements AutoCloseable {

    private static final Duration ENDED = Duration.ofSeconds(120);

    private final Service service;
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private Launch launch;
    private int made;
    private int outdated;

    Deployment(Service service, Build build, ServiceSettings settings, Path logs) {
        this.service = service;
        this.launch = new Launch(service, build, settings, logs);
    }

    Service service() {
        return service;
    }

    /** To whom clients are sent; who was killed is among them. */
    List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /** Who is killed, and replaced first. */
    Replica oldest() {
        return replicas.getFirst();
    }

    List<Integer> ports(ToIntFunction<Replica> port) {
        return replicas.stream().mapToInt(port).boxed().toList();
    }

    /** The Job: the service as the owner of the database, that migrates and ends. */
    void migrate() {
        Map<String, String> flyway = Map.of("quarkus.flyway.migrate-at-start", "true");
        awaitEnd(launch, "migration", name -> launch.startOnce(name, onceWith(flyway)));
    }

    /** The pods' init container: whether the database is one that the build can live with. */
    private void validate(Launch build) {
        Map<String, String> flyway = Map.of(
                "quarkus.flyway.migrate-at-start", "false",
                "quarkus.flyway.validate-at-start", "true",
                // Builds from before this was a setting of their own
                "quarkus.flyway.ignore-migration-patterns", "*:missing,*:future");
        awaitEnd(build, "validation", name -> build.start(name, onceWith(flyway)));
    }

    private static Map<String, String> onceWith(Map<String, String> flyway) {
        Map<String, String> properties = new TreeMap<>(flyway);
        properties.put("quarkus.init-and-exit", "true");
        properties.put("quarkus.http.port", "0");
        properties.put("quarkus.management.port", "0");
        return properties;
    }

    private void awaitEnd(Launch build, String what, Function<String, ChildProcess> start) {
        String name = service.module() + "-" + what;
        if (exitCode(start.apply(name)) != 0) {
            throw new IllegalStateException(name + " failed (log: " + build.log(name) + ")");
        }
    }

    /** What has to be done until all replicas are there; each can run beside the others. */
    List<Callable<Object>> starts() {
        return Stream.generate(this::next)
                .limit(service.replicas())
                .map(replica -> Executors.callable(() -> join(replica)))
                .toList();
    }

    /**
     * The database becomes the build's, and that of the build before may still start on it: a pod can be moved at any time.
     * Whoever runs now is outdated, also if it is the same build.
     */
    void prepare(Build build) {
        Launch before = launch;
        launch = launch.of(build);
        migrate();
        if (!before.build().equals(build)) {
            validate(before);
        }
        outdated = replicas.size();
    }

    /** One more, of the build that was prepared; when it is ready, the oldest leaves. */
    void replaceOldest() {
        join(next());
        Replica oldest = replicas.removeFirst();
        outdated--;
        oldest.terminate();
    }

    void replaceRest() {
        while (outdated > 0) {
            replaceOldest();
        }
    }

    private synchronized Replica next() {
        made++;
        return new Replica(launch, made);
    }

    private void join(Replica replica) {
        try {
            replica.start();
        } catch (RuntimeException e) {
            replica.close();
            throw e;
        }
        replicas.add(replica);
    }

    private static int exitCode(ChildProcess run) {
        try {
            return run.onExit().get(ENDED.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            run.kill();
            throw new IllegalStateException("A run did not end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            run.kill();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
    }
}
