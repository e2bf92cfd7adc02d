package io.ballast.notification.delivery;

import io.ballast.notification.stream.Position;

/** What to do with an event, given the place a session has reached. */
enum Order {
    /** It comes directly after: deliver it. */
    NEXT,
    /** It has been delivered: drop it. */
    OLD,
    /** Something between is missing, or the stream has a new epoch: read the stream. */
    GAP;

    static Order judge(Position reached, Position position) {
        if (reached.isFollowedBy(position)) {
            return NEXT;
        }
        return reached.sameEpoch(position) && position.sequence() <= reached.sequence() ? OLD : GAP;
    }
}
