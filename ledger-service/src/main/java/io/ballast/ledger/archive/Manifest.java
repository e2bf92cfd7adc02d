package io.ballast.ledger.archive;

import java.time.YearMonth;

/**
 * What stands beside an exported month: enough to prove the file whole.
 *
 * @param bytes the length of the file, compressed
 */
record Manifest(String tenant, YearMonth month, MonthSums sums, long bytes) {}
