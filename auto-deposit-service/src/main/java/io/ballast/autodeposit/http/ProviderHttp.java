package io.ballast.autodeposit.http;

import io.ballast.events.address.UrlPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * How RPC servers and signers are called: only at addresses that they may have, and without redirects. A host is looked at before
 * each request, since a name may come to point inside. The client looks it up by itself when it connects; it is the JVM's cache
 * of names, kept for half a minute, that answers both.
 */
public final class ProviderHttp {

    private final HttpClient client;
    private final UrlPolicy policy;

    public ProviderHttp(Duration connectTimeout, UrlPolicy policy) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.policy = policy;
    }

    /**
     * Sends the request once, and blocks until its answer begins.
     *
     * @throws IOException if there is no answer, or the host may not be called
     */
    public HttpResponse<InputStream> send(HttpRequest request) throws IOException, InterruptedException {
        policy.resolve(request.uri().getHost());
        return client.send(request, BodyHandlers.ofInputStream());
    }
}
