package io.ballast.autodeposit.deposit;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Which of a user's deposits are asked for, newest first.
 *
 * @param from the earliest time, inclusive
 * @param to the end, exclusive
 * @param before where the page before ended, with the id there
 * @param state only those, or null for all
 */
record DepositFilter(
        String userId,
        OffsetDateTime from,
        OffsetDateTime to,
        OffsetDateTime before,
        UUID beforeId,
        String state,
        int limit) {}
