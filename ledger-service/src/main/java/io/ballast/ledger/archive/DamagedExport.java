package io.ballast.ledger.archive;

/** An exported file is not what was exported. */
final class DamagedExport extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedExport(String message) {
        super(message);
    }

    DamagedExport(String message, Throwable cause) {
        super(message, cause);
    }
}
