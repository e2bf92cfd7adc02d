package io.ballast.events.outbox;

import io.ballast.events.background.Backoff;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * One replica's part in relaying: keeps a session, tries to lead, and has a {@link RelayTerm} while it does. Every method
 * and every callback runs on the relay's context, so the fields need no lock.
 */
final class RelayLoop {

    private static final Logger LOG = Logger.getLogger(RelayLoop.class);

    private final RelayParts parts;
    private final Backoff backoff;

    private RelaySession session;
    private RelayTerm term;
    private boolean electing;
    private boolean stopping;
    private boolean calling;
    private boolean wokenWhileCalling;
    private boolean wokenWhileElecting;
    private long failures;

    RelayLoop(RelayParts parts) {
        this.parts = parts;
        this.backoff = parts.backoff();
    }

    /** Takes a connection, and with it a place in the election. */
    void connect() {
        if (!stopping) {
            parts.openSession().subscribe().with(this::opened, this::notConnected);
        }
    }

    /** Something was committed here: for this replica's term, or for whoever leads. */
    void wake() {
        if (term != null) {
            term.drain();
        } else if (session != null && !electing) {
            callLeader();
        } else {
            wokenWhileElecting = true;
        }
    }

    /** The safety net's turn. */
    void look() {
        if (term != null) {
            term.look();
        }
    }

    /** A replica that does not lead asks for the lock: the one that had it may be gone. */
    void tryToLead() {
        if (session != null && term == null && !electing && !stopping) {
            elect(session, session.tryToLead());
        }
    }

    /** Ends the batch under way, or abandons it when the time is over; then gives lock and connection back. */
    void stop(Runnable stopped) {
        stopping = true;
        if (term == null) {
            release(stopped);
        } else {
            term.finish(parts.config().stopTimeout(), () -> release(stopped));
        }
    }

    private void opened(RelaySession fresh) {
        if (stopping) {
            giveBack(fresh);
            return;
        }
        session = fresh;
        fresh.onLoss(() -> lost(fresh));
        fresh.onNotification(this::notified);
        elect(fresh, fresh.prepare().chain(fresh::tryToLead));
    }

    private void notConnected(Throwable failure) {
        again("The outbox relay has no database connection", failure);
    }

    private void elect(RelaySession candidate, Uni<Boolean> election) {
        electing = true;
        election.subscribe().with(leads -> elected(candidate, leads), failure -> failed(candidate, failure));
    }

    private void elected(RelaySession candidate, boolean leads) {
        if (session != candidate) {
            return;
        }
        electing = false;
        failures = 0;
        if (leads && !stopping) {
            LOG.info("Leads the outbox relay of this database");
            term = new RelayTerm(parts, candidate, failure -> failed(candidate, failure));
            term.begin();
        } else if (wokenWhileElecting) {
            callLeader();
        }
        wokenWhileElecting = false;
    }

    private void notified(String payload) {
        if (term != null) {
            term.drain();
        } else if (RelaySession.RELEASED.equals(payload)) {
            tryToLead();
        }
    }

    /** The connection is gone and the lock with it: whatever is under way must not go on. */
    private void lost(RelaySession gone) {
        if (session == gone) {
            leave();
            again("The outbox relay lost its database connection", null);
        }
    }

    private void failed(RelaySession failing, Throwable failure) {
        if (session == failing) {
            leave();
            giveBack(failing);
            again("The outbox relay gives up its database connection", failure);
        }
    }

    private void leave() {
        session = null;
        electing = false;
        calling = false;
        if (term != null) {
            term.abandon();
            term = null;
        }
    }

    private void callLeader() {
        if (calling) {
            wokenWhileCalling = true;
            return;
        }
        calling = true;
        wokenWhileCalling = false;
        RelaySession follower = session;
        follower.wakeLeader().subscribe().with(ignored -> called(), failure -> failed(follower, failure));
    }

    private void called() {
        calling = false;
        if (wokenWhileCalling) {
            wake();
        }
    }

    private void release(Runnable stopped) {
        RelaySession last = session;
        leave();
        if (last == null) {
            stopped.run();
        } else {
            last.release().onTermination().invoke(stopped).subscribe().with(ignored -> {}, this::notGivenBack);
        }
    }

    private void giveBack(RelaySession unwanted) {
        unwanted.release().subscribe().with(ignored -> {}, this::notGivenBack);
    }

    private void notGivenBack(Throwable failure) {
        LOG.debugf("The relay's connection was not given back: %s", failure.toString());
    }

    private void again(String reason, Throwable failure) {
        failures++;
        if (!stopping && Backoff.isWorthTelling(failures)) {
            LOG.warnf("%s (%d in a row): %s", reason, failures, failure == null ? "it was closed" : failure);
        }
        parts.later(backoff.pauseAfter(failures), this::connect);
    }
}
