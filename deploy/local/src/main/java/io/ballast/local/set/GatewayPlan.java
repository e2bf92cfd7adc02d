package io.ballast.local.set;

import io.ballast.infrastructure.TokenIssuer;
import io.ballast.local.gateway.DevTokens;
import io.ballast.local.gateway.GatewaySettings;
import io.ballast.local.gateway.GatewaySettings.Limits;
import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.ballast.local.settings.LaunchSettings;
import io.ballast.local.settings.Listener;
import io.ballast.local.settings.ServiceName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the gateway of this set is told. */
final class GatewayPlan {

    private GatewayPlan() {}

    static GatewaySettings of(LaunchSettings settings, TokenIssuer issuer, Duration tokensValid) {
        Map<String, Upstream> upstreams = Arrays.stream(ServiceName.values())
                .map(service -> upstream(settings, service))
                .collect(Collectors.toMap(Upstream::name, Function.identity()));
        Optional<DevTokens> tokens = settings.isDev() ? Optional.of(devTokens(issuer, tokensValid)) : Optional.empty();
        int port = settings.ports().of(Listener.GATEWAY);
        return new GatewaySettings(settings.bind(), port, upstreams, tokens, Limits.standard());
    }

    /** Where the services find the keys of the development tokens. */
    static String jwksUrl(LaunchSettings settings) {
        return "http://127.0.0.1:" + settings.ports().of(Listener.GATEWAY) + DevTokens.JWKS_PATH;
    }

    private static Upstream upstream(LaunchSettings settings, ServiceName service) {
        return new Upstream(
                service.module(),
                settings.ports().of(service.http()),
                settings.ports().of(service.management()));
    }

    private static DevTokens devTokens(TokenIssuer issuer, Duration valid) {
        DevTokens.Signer signer = (subject, tenant, groups) -> issuer.token(subject, groups.toArray(String[]::new))
                .tenant(tenant)
                .expiresIn(valid)
                .sign();
        return new DevTokens(signer, issuer::jwksJson);
    }
}
