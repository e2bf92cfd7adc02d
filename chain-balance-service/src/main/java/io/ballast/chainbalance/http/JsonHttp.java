package io.ballast.chainbalance.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.chainbalance.provider.HostBudget;
import io.ballast.chainbalance.provider.RetryAfter;
import io.ballast.chainbalance.provider.RpcException;
import io.ballast.events.address.UrlPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * HTTP with servers that speak JSON, with every bound set: time, size, rate, where it may connect to, and no redirects. Blocks
 * the calling thread for as long as a call takes.
 */
public final class JsonHttp {

    private static final int THROTTLED = 429;
    private static final int NOT_FOUND = 404;
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final OkHttpClient client;
    private final long maxBytes;

    /**
     * @param connectTimeout how long connecting may take
     * @param callTimeout how long a call may take as a whole
     * @param maxBytes the largest answer that is read
     */
    public JsonHttp(Duration connectTimeout, Duration callTimeout, long maxBytes, UrlPolicy policy) {
        this.maxBytes = maxBytes;
        this.client = new OkHttpClient.Builder()
                .dns(policy::resolve)
                .connectTimeout(connectTimeout)
                .readTimeout(callTimeout)
                .writeTimeout(callTimeout)
                .callTimeout(callTimeout)
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Calls to one server; a user and password in its URL travel as basic authentication. */
    public Target to(URI url, HostBudget budget) {
        return new Target(url, budget);
    }

    /** One server. */
    public final class Target {

        private final String origin;
        private final String authorization;
        private final HostBudget budget;

        private Target(URI url, HostBudget budget) {
            String user = url.getUserInfo();
            this.origin = (user == null ? url.toString() : url.toString().replace(url.getRawUserInfo() + "@", ""))
                    .replaceFirst("/+$", "");
            this.authorization = user == null ? null : basic(user);
            this.budget = budget;
        }

        /** The object that the server answers to the body. */
        public JsonNode post(JsonNode body) throws RpcException {
            RequestBody content = RequestBody.create(body.toString(), JSON_TYPE);
            return call(new Request.Builder().url(origin).post(content)).orElseThrow(JsonHttp::nothingThere);
        }

        /**
         * The object at the path.
         *
         * @param path with its query; empty or beginning with a slash
         */
        public JsonNode get(String path) throws RpcException {
            return find(path).orElseThrow(JsonHttp::nothingThere);
        }

        /** The same, or empty if there is nothing at the path. */
        public Optional<JsonNode> find(String path) throws RpcException {
            return call(new Request.Builder().url(origin + path));
        }

        private Optional<JsonNode> call(Request.Builder request) throws RpcException {
            budget.take();
            request.header("Accept", "application/json");
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            try (Response response = client.newCall(request.build()).execute()) {
                return response.code() == NOT_FOUND ? Optional.empty() : Optional.of(read(response));
            } catch (JsonProcessingException garbage) {
                throw malformed();
            } catch (InterruptedIOException timeout) {
                throw RpcException.unavailable("rpc_timeout");
            } catch (IOException unreachable) {
                throw RpcException.unavailable("rpc_unreachable");
            }
        }
    }

    private JsonNode read(Response response) throws IOException, RpcException {
        if (response.code() == THROTTLED) {
            throw RpcException.throttled(RetryAfter.of(response.header("Retry-After"), Instant.now()));
        }
        ResponseBody body = response.body();
        if (!response.isSuccessful() || body == null) {
            throw nothingThere();
        }
        if (body.source().request(maxBytes + 1)) {
            throw RpcException.unavailable("rpc_answer_too_large");
        }
        JsonNode answer = JSON.readTree(body.bytes());
        if (!answer.isObject()) {
            throw malformed();
        }
        return answer;
    }

    private static RpcException nothingThere() {
        return RpcException.unavailable("rpc_http_error");
    }

    private static RpcException malformed() {
        return RpcException.unavailable("rpc_malformed");
    }

    private static String basic(String user) {
        String[] parts = user.split(":", 2);
        return Credentials.basic(parts[0], parts.length < 2 ? "" : parts[1]);
    }
}
