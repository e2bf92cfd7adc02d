package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.provider.RetryAfter;
import io.ballast.events.address.UrlPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.http.HttpService;

/** web3j's HTTP transport with every bound set: time, size, where it may connect to, and no redirects. */
final class RpcHttp {

    private final OkHttpClient client;

    RpcHttp(RpcConfig config, UrlPolicy policy) {
        client = new OkHttpClient.Builder()
                .dns(policy::resolve)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.callTimeout())
                .writeTimeout(config.callTimeout())
                .callTimeout(config.callTimeout())
                .followRedirects(false)
                .followSslRedirects(false)
                .addInterceptor(chain -> bounded(chain, config.maxResponseBytes()))
                .build();
    }

    /** A transport to that URL; a user and password in it travel as basic authentication. */
    Web3jService to(URI url) {
        HttpService service = new HttpService(withoutUser(url), client);
        if (url.getUserInfo() != null) {
            String credentials =
                    Base64.getEncoder().encodeToString(url.getUserInfo().getBytes(StandardCharsets.UTF_8));
            service.addHeaders(Map.of("Authorization", "Basic " + credentials));
        }
        return service;
    }

    /** The status of an answer that is none. */
    static final class HttpStatusException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient Optional<Duration> retryAfter;

        HttpStatusException(int status, Optional<Duration> retryAfter) {
            super("HTTP " + status);
            this.status = status;
            this.retryAfter = retryAfter;
        }

        /** When to ask again, if the node said so. */
        Optional<Duration> retryAfter() {
            return retryAfter;
        }

        int status() {
            return status;
        }
    }

    /** An answer larger than what is read. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;

        TooLargeException() {
            super("answer too large");
        }
    }

    private static Response bounded(Interceptor.Chain chain, long maxBytes) throws IOException {
        Response response = chain.proceed(chain.request());
        ResponseBody body = response.body();
        if (!response.isSuccessful() || body == null) {
            response.close();
            throw new HttpStatusException(
                    response.code(), RetryAfter.of(response.header("Retry-After"), Instant.now()));
        }
        ResponseBody bounded =
                ResponseBody.create(Okio.buffer(new BoundedSource(body, maxBytes)), body.contentType(), -1);
        return response.newBuilder().body(bounded).build();
    }

    private static String withoutUser(URI url) {
        return url.getRawUserInfo() == null ? url.toString() : url.toString().replace(url.getRawUserInfo() + "@", "");
    }

    private static final class BoundedSource extends ForwardingSource {

        private long left;

        BoundedSource(ResponseBody body, long maxBytes) {
            super(body.source());
            left = maxBytes;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            long read = super.read(sink, byteCount);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new TooLargeException();
            }
            return read;
        }
    }
}
