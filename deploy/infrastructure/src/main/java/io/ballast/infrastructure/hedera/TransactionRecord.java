package io.ballast.infrastructure.hedera;

import java.util.List;

/**
 * What the network decided of one transaction, whole: who applies it to a state needs nothing else. A transaction that
 * failed has its fee among its transfers and nothing more.
 *
 * @param consensusAt in nanoseconds, unique
 * @param id as the mirror node writes it, {@code 0.0.2-1234567890-000000001}
 * @param validStart in nanoseconds
 * @param result {@code SUCCESS} or why not
 * @param created the account that came into being, or {@code null}
 * @param token the token that came into being, or {@code null}
 */
record TransactionRecord(
        long consensusAt,
        String id,
        long validStart,
        long validSeconds,
        String name,
        String result,
        String memo,
        long fee,
        long maxFee,
        List<Transfer> transfers,
        List<TokenTransfer> tokenTransfers,
        List<Association> associations,
        NewAccount created,
        NewToken token) {

    static final String SUCCESS = "SUCCESS";

    /** @param amount in tinybars */
    record Transfer(long account, long amount) {}

    /** @param amount in the token's smallest unit */
    record TokenTransfer(long token, long account, long amount) {}

    /** @param automatic whether it used one of the account's automatic associations */
    record Association(long account, long token, boolean automatic) {}

    /**
     * @param key who signs for it; {@code null} for an account that only the sandbox's own hand moves
     * @param automaticAssociations how many tokens may associate themselves, -1 for any number
     */
    record NewAccount(long account, AccountKey key, int automaticAssociations) {}

    record NewToken(long token, String symbol, String name, int decimals, long treasury, long supply) {}
}
