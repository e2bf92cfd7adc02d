package io.ballast.notification.push;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts a {@link PushServer} for the service, and gives it to tests. */
public final class PushServerResource implements QuarkusTestResourceLifecycleManager {

    private PushServer server;

    @Override
    public Map<String, String> start() {
        server = new PushServer();
        return server.configuration();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(PushServer.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
