package io.ballast.acceptance.scale;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Each call goes to the next replica, also to one that is dead: the client tries again, as behind a simple balancer. */
final class RoundRobin {

    private final List<Replica> replicas;
    private final AtomicInteger next = new AtomicInteger();

    RoundRobin(List<Replica> replicas) {
        this.replicas = replicas;
    }

    URI next() {
        return replicas.get(Math.floorMod(next.getAndIncrement(), replicas.size()))
                .uri();
    }
}
