package io.ballast.ledger.archive;

import java.util.List;
import java.util.UUID;

/** The entries of a month do not prove what these accounts held at its end; it stays where it is until somebody has looked. */
final class UnprovenMonth extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnprovenMonth(List<UUID> accounts) {
        super("entries have gaps or wrong sums on accounts such as " + accounts);
    }
}
