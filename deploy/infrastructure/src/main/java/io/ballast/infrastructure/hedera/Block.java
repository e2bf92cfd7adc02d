package io.ballast.infrastructure.hedera;

import java.util.List;

/**
 * A closed record file.
 *
 * @param hash 0x and 96 hexadecimal digits
 * @param from nanoseconds, the consensus time of its first transaction
 * @param to nanoseconds, the consensus time of its last transaction
 * @param closedAt milliseconds, after which (and its lag) the mirror node imports it
 */
record Block(
        long number,
        String hash,
        String previous,
        long from,
        long to,
        long closedAt,
        List<TransactionRecord> transactions) {}
