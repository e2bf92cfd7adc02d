package io.ballast.chainbalance.stellar;

import java.util.List;

/**
 * Events in their order.
 *
 * @param end up to where the server has looked
 * @param full whether there may be more before its newest ledger
 */
record EventPage(List<ContractEvent> events, EventPosition end, boolean full) {

    EventPage {
        events = List.copyOf(events);
    }

    /**
     * What of the page is whole ledgers, so that a cursor after it is after a ledger. A page that is full of one ledger's
     * events stays as it is.
     */
    EventPage ofWholeLedgers() {
        if (!full || events.isEmpty()) {
            return this;
        }
        long last = events.getLast().ledger();
        List<ContractEvent> whole =
                events.stream().filter(event -> event.ledger() < last).toList();
        return whole.isEmpty() ? this : new EventPage(whole, EventPosition.endOf(last - 1), true);
    }

    /** The last ledger that it is the end of. */
    long height() {
        return end.isEndOfLedger() ? end.ledger() : end.ledger() - 1;
    }
}
