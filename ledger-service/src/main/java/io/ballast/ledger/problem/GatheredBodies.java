package io.ballast.ledger.problem;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Hands a body that was read already to the resource; the framework would find none any more. */
class GatheredBodies {

    @ServerRequestFilter(preMatching = true)
    void handOver(RoutingContext context, ContainerRequestContext request) {
        Buffer body = context.get(OversizeBodies.GATHERED);
        if (body != null) {
            request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        }
    }
}
