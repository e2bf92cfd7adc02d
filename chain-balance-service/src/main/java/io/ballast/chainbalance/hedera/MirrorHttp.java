package io.ballast.chainbalance.hedera;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ballast.chainbalance.provider.HostBudget;
import io.ballast.chainbalance.provider.RetryAfter;
import io.ballast.chainbalance.provider.RpcException;
import io.ballast.chainbalance.provider.UrlPolicy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Instant;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** HTTP with mirror nodes, with every bound set: time, size, rate, where it may connect to, and no redirects. */
final class MirrorHttp {

    private static final int THROTTLED = 429;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final OkHttpClient client;
    private final long maxBytes;

    MirrorHttp(CallConfig config, UrlPolicy policy) {
        maxBytes = config.maxResponseBytes();
        client = new OkHttpClient.Builder()
                .dns(policy::resolve)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.callTimeout())
                .writeTimeout(config.callTimeout())
                .callTimeout(config.callTimeout())
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** Calls to one mirror node; a user and password in its URL travel as basic authentication. */
    Target to(URI url, HostBudget budget) {
        return new Target(url, budget);
    }

    /** One mirror node. */
    final class Target {

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

        /** @param path with its query, beginning with a slash */
        JsonNode get(String path) throws RpcException {
            budget.take();
            Request.Builder request = new Request.Builder().url(origin + path).header("Accept", "application/json");
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            try (Response response = client.newCall(request.build()).execute()) {
                return read(response);
            } catch (JsonProcessingException garbage) {
                throw MirrorJson.malformed();
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
            throw RpcException.unavailable("rpc_http_error");
        }
        if (body.source().request(maxBytes + 1)) {
            throw RpcException.unavailable("rpc_answer_too_large");
        }
        JsonNode answer = JSON.readTree(body.bytes());
        if (!answer.isObject()) {
            throw MirrorJson.malformed();
        }
        return answer;
    }

    private static String basic(String user) {
        String[] parts = user.split(":", 2);
        return Credentials.basic(parts[0], parts.length < 2 ? "" : parts[1]);
    }
}
