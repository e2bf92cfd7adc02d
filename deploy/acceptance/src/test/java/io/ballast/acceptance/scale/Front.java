package io.ballast.acceptance.scale;

import io.ballast.infrastructure.Forwarder;
import io.ballast.infrastructure.Ports;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.local.gateway.DevTokens;
import io.ballast.local.gateway.Gateway;
import io.ballast.local.gateway.GatewaySettings;
import io.ballast.local.gateway.GatewaySettings.Limits;
import io.ballast.local.gateway.GatewaySettings.Upstream;
import io.ballast.local.gateway.RouteTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The one origin for clients: the gateway of {@code make run}, and before the replicas of each service one address. */
final class Front implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** JVMs start beside it: a service that is slow to say so is ready all the same. */
    private static final Duration HEALTH = Duration.ofSeconds(15);

    private final List<Forwarder> addresses = new ArrayList<>();
    private final int port = Ports.free();
    private final Gateway gateway;

    Front(Collection<Deployment> deployments, TokenIssuer issuer) {
        Map<String, Upstream> upstreams =
                deployments.stream().map(this::upstream).collect(Collectors.toMap(Upstream::name, Function.identity()));
        this.gateway = Gateway.start(
                RouteTable.packaged(),
                new GatewaySettings(HOST, port, upstreams, Optional.of(tokens(issuer)), limits()));
    }

    String url() {
        return "http://" + HOST + ":" + port;
    }

    private static Limits limits() {
        Limits standard = Limits.standard();
        return new Limits(
                standard.bodyBytes(),
                standard.connect(),
                standard.answer(),
                HEALTH,
                standard.idle(),
                standard.connections(),
                standard.waiting(),
                standard.sockets());
    }

    private Upstream upstream(Deployment deployment) {
        return new Upstream(
                deployment.service().module(),
                address(deployment, Replica::port),
                address(deployment, Replica::managementPort));
    }

    private int address(Deployment deployment, ToIntFunction<Replica> replicaPort) {
        Forwarder address = Forwarder.among(() -> deployment.ports(replicaPort));
        addresses.add(address);
        return address.port();
    }

    private static DevTokens tokens(TokenIssuer issuer) {
        DevTokens.Signer signer = (subject, tenant, groups) -> issuer.token(subject, groups.toArray(String[]::new))
                .tenant(tenant)
                .sign();
        return new DevTokens(signer, issuer::jwksJson);
    }

    @Override
    public void close() {
        gateway.close();
        addresses.forEach(Forwarder::close);
    }
}
