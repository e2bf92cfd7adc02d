package io.ballast.chainbalance.balance;

import java.time.Instant;

/**
 * The text of an answer, and when it says what would be said then.
 *
 * @param json not to be changed
 * @param updating what it says of that
 * @param from inclusive
 * @param until exclusive
 */
record WrittenBalance(byte[] json, boolean updating, Instant from, Instant until) {

    boolean holds(Instant now, boolean isUpdating) {
        return updating == isUpdating && !now.isBefore(from) && now.isBefore(until);
    }
}
