package io.ballast.ledger.archive;

import java.util.Optional;

/** What may be asked of an archived month. */
final class ArchiveRules {

    private ArchiveRules() {}

    /** The state that begins an export, or empty if there is nothing to export in the database. */
    static Optional<ArchiveState> toExport(ArchiveState state) {
        return switch (state) {
            case ARCHIVED, EXPORTING, EXPORTED, RESTORED -> Optional.of(ArchiveState.EXPORTING);
            case DROPPING, DROPPED, RESTORING -> Optional.empty();
        };
    }

    /** The state that begins a restoration, or empty if the entries have not left the database. */
    static Optional<ArchiveState> toRestore(ArchiveState state) {
        return switch (state) {
            case DROPPED, RESTORING -> Optional.of(ArchiveState.RESTORING);
            // Restored already: asked again, it stays so.
            case RESTORED -> Optional.of(ArchiveState.RESTORED);
            case ARCHIVED, EXPORTING, EXPORTED, DROPPING -> Optional.empty();
        };
    }
}
