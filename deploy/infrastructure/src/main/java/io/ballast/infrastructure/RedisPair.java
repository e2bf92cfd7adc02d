package io.ballast.infrastructure;

import java.time.Duration;

/**
 * A Redis primary and a replica that follows it. Clients connect to {@link #port()}, which leads to the primary.
 *
 * <p>Redis replicates asynchronously: what a primary acknowledged in the moment before it dies may not be on the replica.
 * That is what this pair is for: to see that whoever uses it can do without. Who decides on a failover is the test, in the
 * place of Sentinel or an operator.
 */
public final class RedisPair implements AutoCloseable {

    private static final String NAME = "Redis pair";
    private static final Duration FOLLOWS = Duration.ofSeconds(30);
    private static final String OFFSET = "master_repl_offset:";

    private final Forwarder forwarder;
    private RedisServer primary;
    private RedisServer replica;

    private RedisPair(RedisServer primary, RedisServer replica) {
        this.primary = primary;
        this.replica = replica;
        this.forwarder = Forwarder.to(primary.port());
    }

    /** Starts both on free ports, without data and password. */
    public static RedisPair start() {
        RedisServer primary = RedisServer.start();
        RedisPair pair = new RedisPair(primary, RedisServer.start());
        try {
            pair.follow();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    /** Where clients connect, whichever is the primary. */
    public int port() {
        return forwarder.port();
    }

    /** As {@code quarkus.redis.hosts} wants it. */
    public String url() {
        return "redis://127.0.0.1:" + port();
    }

    /** Where writes go now. */
    public synchronized RedisServer primary() {
        return primary;
    }

    /** Who takes over when the primary dies. */
    public synchronized RedisServer replica() {
        return replica;
    }

    /** The replica hears nothing more: what is written from now on is lost by the next {@link #failOver()}. */
    public synchronized void fallBehind() {
        replica.command("REPLICAOF", "NO", "ONE");
    }

    /** How many bytes of changes the primary has told its replicas, or would have. */
    public synchronized long written() {
        return primary.command("INFO", "replication")
                .lines()
                .filter(line -> line.startsWith(OFFSET))
                .mapToLong(line -> Long.parseLong(line.substring(OFFSET.length())))
                .findFirst()
                .orElseThrow();
    }

    /** The primary dies, the replica takes its place and clients are led to it. */
    public synchronized void failOver() {
        primary.kill();
        replica.command("REPLICAOF", "NO", "ONE");
        RedisServer dead = primary;
        primary = replica;
        replica = dead;
        forwarder.pointTo(primary.port());
    }

    /** The dead one comes back, empty, as the replica of its successor; returns when it has all of it. */
    public synchronized void rejoin() {
        replica.restart();
        follow();
    }

    @Override
    public synchronized void close() {
        forwarder.close();
        replica.close();
        primary.close();
    }

    private void follow() {
        // Five seconds by default, in which more replicas might come that are served together.
        primary.command("CONFIG", "SET", "repl-diskless-sync-delay", "0");
        replica.command("REPLICAOF", "127.0.0.1", Integer.toString(primary.port()));
        long deadline = System.nanoTime() + FOLLOWS.toNanos();
        while (!replica.command("INFO", "replication").contains("master_link_status:up")) {
            if (System.nanoTime() > deadline) {
                throw new PartFailed(NAME, "the replica does not follow", replica.log());
            }
            ChildProcess.pause(NAME);
        }
    }
}
