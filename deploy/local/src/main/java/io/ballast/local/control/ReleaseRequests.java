package io.ballast.local.control;

import io.ballast.local.console.Console;
import io.ballast.local.home.Home;
import io.ballast.local.process.ServiceRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * How {@code make dev} borrows a service: it puts its process id into {@code run/control/<service>.request} and waits
 * for {@code <service>.properties}, which holds the settings to run with. When the request is withdrawn, or the process
 * that made it is gone, and nobody listens on the service's ports any more, the launcher runs the service again. Only
 * the owner of the checkout can write there.
 */
public final class ReleaseRequests {

    private static final long POLL_MILLIS = 300;

    private final Path directory;
    private final List<ServiceRunner> services;
    private final Console console;
    private final Set<ServiceRunner> released = new HashSet<>();
    private final Set<ServiceRunner> waitedFor = new HashSet<>();

    public ReleaseRequests(Home home, List<ServiceRunner> services, Console console) {
        this.directory = OwnerOnly.directory(home.run("control"));
        this.services = List.copyOf(services);
        this.console = console;
    }

    /** Looks for requests from now on; those of an earlier launcher are forgotten. */
    public void watch(ScheduledExecutorService scheduler) {
        services.forEach(this::forget);
        scheduler.scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        for (ServiceRunner service : services) {
            try {
                lookAt(service);
            } catch (RuntimeException | IOException e) {
                console.say("make dev of " + service.name().module() + ": " + e.getMessage());
            }
        }
    }

    private void lookAt(ServiceRunner service) throws IOException {
        if (isRequested(service)) {
            lend(service);
        } else if (released.contains(service)) {
            forget(service);
            takeBack(service);
        }
    }

    private void lend(ServiceRunner service) throws IOException {
        waitedFor.remove(service);
        if (released.add(service)) {
            service.release();
        }
        if (!Files.exists(answer(service))) {
            OwnerOnly.write(answer(service), settings(service));
        }
    }

    /** Not before its ports are free: a dev mode that was killed may leave its JVM behind. */
    private void takeBack(ServiceRunner service) {
        if (service.arePortsFree()) {
            released.remove(service);
            waitedFor.remove(service);
            service.takeBack();
        } else if (waitedFor.add(service)) {
            console.say("  " + service.name().module() + " comes back as soon as its ports are free");
        }
    }

    private boolean isRequested(ServiceRunner service) throws IOException {
        try {
            String pid = Files.readString(request(service)).strip();
            return pid.matches("[0-9]{1,10}")
                    && ProcessHandle.of(Long.parseLong(pid))
                            .filter(ProcessHandle::isAlive)
                            .isPresent();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** As a properties file that wins over the service's own {@code application.properties}. */
    private static Properties settings(ServiceRunner service) {
        Map<String, String> all = new TreeMap<>(service.launch().settings().properties());
        all.putAll(service.launch().properties());
        Properties properties = new Properties();
        properties.setProperty("config_ordinal", "350");
        all.forEach(properties::setProperty);
        return properties;
    }

    private void forget(ServiceRunner service) {
        try {
            Files.deleteIfExists(request(service));
            Files.deleteIfExists(answer(service));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path request(ServiceRunner service) {
        return directory.resolve(service.name().module() + ".request");
    }

    private Path answer(ServiceRunner service) {
        return directory.resolve(service.name().module() + ".properties");
    }
}
