package io.ballast.ledger.archive;

import java.time.YearMonth;

/** A tenant's month that is to be exported or restored, as its state says. */
record ArchiveTask(String tenant, YearMonth month, ArchiveState state) {}
