package io.ballast.events.outbox;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/**
 * The id up to which the outbox is done with for ever, so that the relay need not walk over its own deleted rows: while
 * somebody's old snapshot (a backup, a long report) keeps them from being vacuumed there are millions.
 *
 * <p>An id is done with when every transaction that can have drawn it, or one before it, has ended and left nothing to
 * publish. Whoever draws an id holds a lock on the table until it ends, so these are, at most, the transactions that hold
 * one when the id has been seen. In two steps, a pace apart: note an id and the writers of that moment; once they have all
 * ended, look for what they left. Nothing is concluded from the order of ids alone, since they commit in any.
 *
 * <p>All on the relay's context.
 */
final class RelayFloor {

    /** How often all is read nevertheless: should somebody set the sequence back, its events are late and not lost. */
    private static final Duration FULL_READ = Duration.ofMinutes(1);

    private final RelaySession session;
    private final Duration pace;

    private long floor;
    private long candidate;
    private String[] writers;
    private long lastStep;
    private long lastFullRead;

    RelayFloor(RelaySession session, Duration pace) {
        this.session = session;
        this.pace = pace;
        this.lastStep = System.nanoTime();
        this.lastFullRead = lastStep;
    }

    /** Behind which id the next batch is to be looked for. */
    long next() {
        if (isOver(FULL_READ, lastFullRead)) {
            lastFullRead = System.nanoTime();
            return 0;
        }
        return floor;
    }

    /** A batch was published up to this id: takes a step if it is time for one. */
    Uni<Void> published(long id) {
        if (!isOver(pace, lastStep)) {
            return Uni.createFrom().voidItem();
        }
        lastStep = System.nanoTime();
        return writers == null ? propose(id) : confirm();
    }

    private Uni<Void> propose(long id) {
        candidate = id;
        return session.writers().invoke(now -> writers = now).replaceWithVoid();
    }

    private Uni<Void> confirm() {
        return session.anyStillWrites(writers)
                .flatMap(writing -> writing ? Uni.createFrom().voidItem() : rise());
    }

    private Uni<Void> rise() {
        return session.oldestUpTo(floor, candidate).invoke(this::risen).replaceWithVoid();
    }

    private void risen(Optional<Long> left) {
        floor = left.map(oldest -> oldest - 1).orElse(candidate);
        writers = null;
    }

    private static boolean isOver(Duration time, long since) {
        return System.nanoTime() - since > time.toNanos();
    }
}
