package io.ballast.local.set;

import io.ballast.infrastructure.TokenIssuer;
import io.ballast.local.console.Console;
import io.ballast.local.console.ReadyScreen;
import io.ballast.local.control.ReleaseRequests;
import io.ballast.local.demo.DemoLoader;
import io.ballast.local.gateway.Gateway;
import io.ballast.local.gateway.RouteTable;
import io.ballast.local.home.Home;
import io.ballast.local.home.RunningProcess;
import io.ballast.local.home.SetFile;
import io.ballast.local.home.SetFile.RunningSet;
import io.ballast.local.part.Parts;
import io.ballast.local.process.ServiceLaunch;
import io.ballast.local.process.ServiceRunner;
import io.ballast.local.settings.LaunchSettings;
import io.ballast.local.settings.LaunchSettings.ForeignTokens;
import io.ballast.local.settings.Listener;
import io.ballast.local.settings.ServiceName;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The whole set on one machine: parts, services, gateway; started in order, looked after, stopped in order. */
public final class LocalSet {

    private static final System.Logger LOG = System.getLogger(LocalSet.class.getName());

    /** What two cores bear. */
    private static final int JVMS_AT_A_TIME = 2;

    private static final int LOG_CHECK_MINUTES = 1;
    private static final Duration DEV_TOKEN_VALID = Duration.ofHours(24);

    private final LaunchSettings settings;
    private final Home home;
    private final Console console;
    private final SetFile setFile;
    private final Parts parts;
    private final TokenIssuer issuer;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final List<ServiceRunner> services = new CopyOnWriteArrayList<>();
    private final InParallel starters = new InParallel(Listener.values().length);
    private final InParallel serviceStarters = new InParallel(JVMS_AT_A_TIME);
    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(
            JVMS_AT_A_TIME + 1, task -> Thread.ofPlatform().daemon().unstarted(task));
    private volatile Gateway gateway;

    public LocalSet(LaunchSettings settings, Home home, Console console) {
        this.settings = settings;
        this.home = home;
        this.console = console;
        RunningProcess launcher =
                RunningProcess.of(ProcessHandle.current().pid()).orElseThrow();
        this.setFile = new SetFile(
                home.run("set.json"), new RunningSet(launcher, settings.profile(), false, gatewayUrl(), Map.of()));
        this.parts =
                new Parts(home, settings.ports(), settings.checkout(), setFile, console, background, failure::complete);
        this.issuer = TokenIssuer.in(home.key("tokens.json"));
    }

    /**
     * Starts everything and returns when all of it is ready.
     *
     * @throws RuntimeException whose message says in one line what failed and where its log is
     */
    public void start() {
        Instant begin = Instant.now();
        gateway = Gateway.start(RouteTable.packaged(), GatewayPlan.of(settings, issuer, DEV_TOKEN_VALID));
        console.ready("gateway", Duration.between(begin, Instant.now()), gatewayUrl());
        starters.run(parts.starts());
        Arrays.stream(ServiceName.values()).map(this::runner).forEach(services::add);
        serviceStarters.run(services.stream().map(LocalSet::start).toList());
        new ReleaseRequests(home, services, console).watch(background);
        background.scheduleWithFixedDelay(this::turnOverLogs, LOG_CHECK_MINUTES, LOG_CHECK_MINUTES, TimeUnit.MINUTES);
        loadDemo();
        setFile.ready();
        console.say(ReadyScreen.of(settings, gatewayUrl(), Duration.between(begin, Instant.now())));
        background.execute(this::train);
    }

    private static Callable<Void> start(ServiceRunner service) {
        return () -> {
            service.start();
            return null;
        };
    }

    private ServiceRunner runner(ServiceName name) {
        Path application = PackagedServices.copy(settings.checkout(), name, home.run("apps"));
        ServiceLaunch launch = new ServiceLaunch(
                name,
                application,
                settings.aot() ? Optional.of(home.aot()) : Optional.empty(),
                settings.profile(),
                settings.heap(),
                settings.jvmOptions(),
                settings.ports().of(name.http()),
                settings.ports().of(name.management()),
                parts.settings(name),
                tokens(),
                home.log(name.module()));
        return new ServiceRunner(launch, settings.startBound(), setFile, console, background, failure::complete);
    }

    /** Against which keys the services verify tokens: the gateway's, or those of whoever signs them. */
    private Map<String, String> tokens() {
        return settings.tokens()
                .map(ForeignTokens::properties)
                .orElseGet(() -> Map.of(
                        "BALLAST_JWT_JWKS_URL",
                        GatewayPlan.jwksUrl(settings),
                        "BALLAST_JWT_ISSUER",
                        TokenIssuer.ISSUER,
                        "BALLAST_JWT_AUDIENCE",
                        TokenIssuer.AUDIENCE));
    }

    private void train() {
        List<ServiceLaunch> launches =
                services.stream().map(ServiceRunner::launch).toList();
        boolean made = new AotTraining(launches, home.log("training")).run();
        if (made && !Thread.currentThread().isInterrupted()) {
            console.say("  AOT caches are made: the next start is faster");
        }
    }

    private void loadDemo() {
        if (!settings.demo()) {
            return;
        }
        String admin = issuer.token("demo-loader", "admin").sign();
        try {
            if (new DemoLoader(home, URI.create(gatewayUrl()), admin, parts.funds()).load()) {
                console.say("  demo accounts and wallets are loaded");
            }
        } catch (RuntimeException e) {
            console.say("  demo data is not complete, the next start goes on with it: " + e.getMessage());
        }
    }

    private String gatewayUrl() {
        return "http://localhost:" + settings.ports().of(Listener.GATEWAY);
    }

    /** Returns when the set cannot be kept running, with the reason in one line. */
    public String awaitFailure() {
        return failure.join();
    }

    /** Services first, so that they can drain; then what they stand on. What cannot be stopped does not hold up the rest. */
    public void stop() {
        starters.close();
        serviceStarters.close();
        background.shutdownNow();
        services.parallelStream().forEach(service -> attempt(service::stop));
        attempt(this::closeGateway);
        attempt(parts::close);
        attempt(setFile::delete);
    }

    private void closeGateway() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private void turnOverLogs() {
        services.forEach(service -> attempt(service::turnOverLog));
    }

    /** What fails is said and logged. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            console.say("  " + e.getMessage());
            LOG.log(Level.WARNING, "A step failed", e);
        }
    }
}
