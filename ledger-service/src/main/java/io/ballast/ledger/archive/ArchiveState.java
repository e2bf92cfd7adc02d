package io.ballast.ledger.archive;

import java.util.Locale;

/** Where a tenant's entries of an archived month are. */
enum ArchiveState {
    /** In the database only. */
    ARCHIVED,
    /** In the database, and being written to a file. */
    EXPORTING,
    /** In the database and in a file. */
    EXPORTED,
    /** In a file, and about to leave the database. */
    DROPPING,
    /** In a file only. */
    DROPPED,
    /** In a file, and on their way back. */
    RESTORING,
    /** In a file, and back in the database, to stay. */
    RESTORED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ArchiveState ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
