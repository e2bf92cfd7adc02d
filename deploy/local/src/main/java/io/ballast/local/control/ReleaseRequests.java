package io.ballast.local.control;

import io.ballast.local.console.Console;
import io.ballast.local.home.Home;
import io.ballast.local.process.ServiceRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
 * that made it is gone, the launcher runs the service again. Only the owner of the checkout can write there.
 */
public final class ReleaseRequests {

    private static final long POLL_MILLIS = 300;

    private final Path directory;
    private final List<ServiceRunner> services;
    private final Console console;
    private final Set<ServiceRunner> released = new HashSet<>();

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
                forget(service);
            }
        }
    }

    private void lookAt(ServiceRunner service) throws IOException {
        boolean requested = isRequested(service);
        if (requested && !released.contains(service)) {
            service.release();
            released.add(service);
            OwnerOnly.write(answer(service), settings(service));
        } else if (!requested && released.remove(service)) {
            forget(service);
            service.start();
        }
    }

    private boolean isRequested(ServiceRunner service) throws IOException {
        if (!Files.exists(request(service))) {
            return false;
        }
        String pid = Files.readString(request(service)).strip();
        return pid.matches("[0-9]{1,10}")
                && ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
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
