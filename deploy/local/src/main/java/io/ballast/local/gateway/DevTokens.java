package io.ballast.local.gateway;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Hands out tokens to whoever asks, for development on one machine: {@code GET /dev/token?sub=&groups=&tenant=}
 * answers with a signed JWT as plain text, and {@code GET /dev/jwks.json} with the keys that verify it.
 *
 * @param signer signs for 24 hours
 * @param jwks the public keys, as JSON
 */
public record DevTokens(Signer signer, Supplier<String> jwks) {

    /** The path under which the services find the keys. */
    public static final String JWKS_PATH = "/dev/jwks.json";

    static final String TOKEN_PATH = "/dev/token";

    private static final Set<String> ROLES = Set.of("user", "admin", "service", "operator");
    private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** Signs the claims {@code sub}, {@code tenant} and {@code groups}. */
    @FunctionalInterface
    public interface Signer {

        String sign(String subject, String tenant, Set<String> groups);
    }

    void mount(Router router) {
        router.get(TOKEN_PATH).handler(this::token);
        router.get(JWKS_PATH).handler(this::keys);
        for (String path : List.of(TOKEN_PATH, JWKS_PATH)) {
            router.route(path).handler(context -> {
                context.response().putHeader(HttpHeaders.ALLOW, "GET");
                Problem.methodNotAllowed(path + " answers to GET only.").answer(context.request());
            });
        }
    }

    private void token(RoutingContext context) {
        String subject = context.queryParams().get("sub");
        String tenant = orDefault(context.queryParams().get("tenant"), "default");
        Set<String> groups = groups(orDefault(context.queryParams().get("groups"), "user"));
        if (subject == null || !SUBJECT.matcher(subject).matches()) {
            refuse(context, "sub is required: 1 to 128 letters, digits and . _ : @ - such as user-a.");
        } else if (!TENANT.matcher(tenant).matches()) {
            refuse(context, "tenant has 1 to 63 letters, digits and . _ - such as default.");
        } else if (groups.isEmpty() || !ROLES.containsAll(groups)) {
            refuse(context, "groups are separated by commas, each one of user, admin, service, operator.");
        } else {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(signer.sign(subject, tenant, groups));
        }
    }

    private void keys(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(jwks.get());
    }

    private static Set<String> groups(String commaSeparated) {
        return new LinkedHashSet<>(
                Arrays.stream(commaSeparated.split(",")).map(String::strip).toList());
    }

    private static String orDefault(String value, String fallback) {
        return value == null ? fallback : value;
    }

    private static void refuse(RoutingContext context, String detail) {
        Problem.invalidRequest(detail).answer(context.request());
    }
}
