package io.ballast.infrastructure.stellar;

import java.util.List;

/**
 * An event as part of a ledger.
 *
 * @param topics in base64, as they are compared and sent
 */
record ToldEvent(Position position, long closedAt, String contract, List<String> topics, String value, String txHash) {

    /**
     * Where an event is: ledger, transaction (from 1), operation, and the event within it. Written as the protocol's
     * id, which sorts as the events do.
     */
    record Position(int ledger, int transaction, int operation, long event) implements Comparable<Position> {

        private static final int TRANSACTION_BITS = 20;
        private static final int OPERATION_BITS = 12;
        private static final int ID_DIGITS = 19;
        private static final int LAST_TRANSACTION = (1 << TRANSACTION_BITS) - 1;
        private static final int LAST_OPERATION = (1 << OPERATION_BITS) - 1;
        private static final long LAST_EVENT = 0xffff_ffffL;

        /** Before everything in the ledger. */
        static Position startOf(int ledger) {
            return new Position(ledger, 0, 0, 0);
        }

        /** After everything in the ledger. */
        static Position endOf(int ledger) {
            return new Position(ledger, LAST_TRANSACTION, LAST_OPERATION, LAST_EVENT);
        }

        /**
         * Reads an id.
         *
         * @throws IllegalArgumentException if it is none
         */
        static Position of(String id) {
            String[] parts = id.split("-", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("invalid cursor");
            }
            long operation = Long.parseLong(parts[0]);
            return new Position(
                    Math.toIntExact(operation >>> Integer.SIZE),
                    (int) (operation >>> OPERATION_BITS) & LAST_TRANSACTION,
                    (int) operation & LAST_OPERATION,
                    Long.parseLong(parts[1]));
        }

        /** The number by which the operation is known everywhere. */
        long operationId() {
            return (long) ledger << Integer.SIZE | (long) transaction << OPERATION_BITS | operation;
        }

        String id() {
            return String.format("%0" + ID_DIGITS + "d-%010d", operationId(), event);
        }

        @Override
        public int compareTo(Position other) {
            int byOperation = Long.compareUnsigned(operationId(), other.operationId());
            return byOperation == 0 ? Long.compare(event, other.event) : byOperation;
        }
    }
}
