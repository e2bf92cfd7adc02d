package io.ballast.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ballast.local.home.RunningProcess;
import io.ballast.local.home.SetFile;
import io.ballast.local.home.SetFile.RunningSet;
import io.ballast.local.settings.ServiceName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A launcher as a process of its own, over a checkout whose services are {@link FakeService}s; its parts are real. */
final class LaunchedSet implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path home;
    private final Path output;
    private final Process launcher;

    private LaunchedSet(Path home, Path output, Process launcher) {
        this.home = home;
        this.output = output;
        this.launcher = launcher;
    }

    /** Starts a launcher with free ports unless the environment says otherwise. */
    static LaunchedSet start(Path checkout, Map<String, String> environment) {
        try {
            makeServices(checkout);
            Path home = checkout.resolve(".ballast");
            Path output = Files.createTempFile(checkout, "launcher", ".out");
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                    "-Dballast.log=" + checkout.resolve("launcher.log"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Launcher.class.getName());
            builder.environment().put("BALLAST_CHECKOUT", checkout.toString());
            builder.environment().put("BALLAST_PORTS", "free");
            builder.environment().put("BALLAST_DEMO", "off");
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true).redirectOutput(output.toFile());
            return new LaunchedSet(home, output, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LaunchedSet awaitUp() {
        await("the set").atMost(PATIENCE).until(() -> {
            assertThat(launcher.isAlive()).as(output()).isTrue();
            RunningSet set = describe();
            // A launcher that was killed leaves its file behind
            return set != null && set.launcher().pid() == launcher.pid() && set.ready();
        });
        return this;
    }

    /** Waits for the launcher's own end. */
    int awaitExit() throws InterruptedException {
        assertThat(launcher.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return launcher.exitValue();
    }

    void awaitState(String member, String state) {
        await(member + " " + state)
                .atMost(PATIENCE)
                .until(() -> state.equals(describe().members().get(member).state()));
    }

    RunningSet describe() {
        return SetFile.read(home.resolve("run/set.json")).orElse(null);
    }

    /** All processes that the set consists of now, without the launcher. */
    List<ProcessHandle> processes() {
        return describe().members().values().stream()
                .map(SetFile.Member::process)
                .filter(Objects::nonNull)
                .map(RunningProcess::pid)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    ProcessHandle process(String member) {
        return ProcessHandle.of(describe().members().get(member).process().pid())
                .orElseThrow();
    }

    HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create(describe().gateway() + path);
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Process launcher() {
        return launcher;
    }

    Path home() {
        return home;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        launcher.destroy();
        try {
            awaitExit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            launcher.destroyForcibly();
        }
    }

    private static void makeServices(Path checkout) throws IOException {
        for (ServiceName service : ServiceName.values()) {
            Path jar = checkout.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
            if (!Files.exists(jar)) {
                Files.createDirectories(jar.getParent());
                makeJar(jar);
            }
        }
    }

    private static void makeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = FakeService.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
    }
}
