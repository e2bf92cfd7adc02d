package io.ballast.acceptance.scale;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Each call goes to the next replica, also to one that is dead: the client tries again, as behind a simple balancer. */
final class RoundRobin {

    private final Deployment deployment;
    private final AtomicInteger next = new AtomicInteger();

    RoundRobin(Deployment deployment) {
        this.deployment = deployment;
    }

    URI next() {
        List<Replica> replicas = deployment.replicas();
        return replicas.get(Math.floorMod(next.getAndIncrement(), replicas.size()))
                .uri();
    }
}
