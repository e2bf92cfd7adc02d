package io.ballast.local.gateway;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one origin for clients: routes like the Kubernetes routes do, WebSocket upgrades too. */
public final class Gateway implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(15);
    private static final int EVENT_LOOPS = 2;

    private final Vertx vertx;

    private Gateway(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Starts to listen. Services may come later: until then their paths answer with 503.
     *
     * @throws IllegalStateException if it cannot listen there
     */
    public static Gateway start(RouteTable routes, GatewaySettings settings) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        Gateway gateway = new Gateway(vertx);
        try {
            await(vertx.deployVerticle(
                    () -> new GatewayVerticle(routes, settings), new DeploymentOptions().setInstances(EVENT_LOOPS)));
            return gateway;
        } catch (IllegalStateException e) {
            gateway.close();
            throw e;
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + BOUND.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
