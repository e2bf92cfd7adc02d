package io.ballast.chainbalance.stellar;

/**
 * A place in a network's sequence of events: the operation (its ledger, transaction and place there in one number, SEP-35)
 * and the event within it. Its text is an event's id and a page's cursor.
 */
record EventPosition(long operation, long event) implements Comparable<EventPosition> {

    private static final long LAST_OF_LEDGER = 0xffff_ffffL;
    private static final int MOST_DIGITS = 20;

    /**
     * Reads an id or a cursor.
     *
     * @throws IllegalArgumentException if it is none
     */
    static EventPosition of(String id) {
        String[] parts = id.split("-", -1);
        if (parts.length != 2 || id.length() > 2 * MOST_DIGITS) {
            throw new IllegalArgumentException("not a position");
        }
        return new EventPosition(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    /** After everything in the ledger. */
    static EventPosition endOf(long ledger) {
        return new EventPosition(ledger << Integer.SIZE | LAST_OF_LEDGER, LAST_OF_LEDGER);
    }

    /** Before everything in the ledger. */
    static EventPosition startOf(long ledger) {
        return new EventPosition(ledger << Integer.SIZE, 0);
    }

    long ledger() {
        return operation >>> Integer.SIZE;
    }

    boolean isEndOfLedger() {
        return (operation & LAST_OF_LEDGER) == LAST_OF_LEDGER;
    }

    String id() {
        return String.format("%019d-%010d", operation, event);
    }

    @Override
    public int compareTo(EventPosition other) {
        int byOperation = Long.compare(operation, other.operation);
        return byOperation == 0 ? Long.compare(event, other.event) : byOperation;
    }
}
