package io.ballast.ledger.archive;

import java.time.Instant;
import java.time.YearMonth;

/**
 * A tenant's archived month.
 *
 * @param entries how many it has
 * @param done how many of them the export or restoration under way has come to
 * @param sha256 of the exported lines, hexadecimal, or null
 * @param bytes the length of the exported file, or null
 * @param failure why the last step did not succeed, or null
 */
record Archive(
        YearMonth month,
        ArchiveState state,
        long entries,
        long done,
        String sha256,
        Long bytes,
        String failure,
        Instant updatedAt) {}
