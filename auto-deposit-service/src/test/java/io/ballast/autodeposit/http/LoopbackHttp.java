package io.ballast.autodeposit.http;

import io.ballast.events.address.UrlPolicy;
import java.time.Duration;
import java.util.List;

/** For servers that a test itself starts. */
public final class LoopbackHttp {

    private LoopbackHttp() {}

    public static ProviderHttp create() {
        return new ProviderHttp(Duration.ofSeconds(5), new UrlPolicy(List.of(), List.of("127.0.0.1", "localhost")));
    }
}
