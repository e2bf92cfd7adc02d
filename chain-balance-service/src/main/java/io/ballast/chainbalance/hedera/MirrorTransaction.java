package io.ballast.chainbalance.hedera;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.chainbalance.provider.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A transaction that succeeded, as a mirror node tells it.
 *
 * @param transfers of HBAR and of tokens
 */
record MirrorTransaction(String id, ConsensusTime consensusAt, List<Transfer> transfers) {

    /**
     * One account's part.
     *
     * @param token empty for HBAR
     * @param amount in the smallest unit, negative for who sends
     */
    record Transfer(Optional<String> token, String account, BigInteger amount) {}

    static MirrorTransaction of(JsonNode transaction) throws RpcException {
        List<Transfer> transfers = new ArrayList<>();
        for (JsonNode transfer : MirrorJson.array(transaction, "transfers")) {
            transfers.add(transfer(transfer, Optional.empty()));
        }
        for (JsonNode transfer : MirrorJson.array(transaction, "token_transfers")) {
            transfers.add(transfer(transfer, Optional.of(MirrorJson.text(transfer, "token_id"))));
        }
        return new MirrorTransaction(
                MirrorJson.text(transaction, "transaction_id"),
                MirrorJson.time(transaction, "consensus_timestamp"),
                transfers);
    }

    /** What each account has of it in the end, of one token or of HBAR: an account can be listed several times. */
    Map<String, BigInteger> sums(Optional<String> token) {
        return transfers.stream()
                .filter(transfer -> transfer.token().equals(token))
                .collect(Collectors.toMap(Transfer::account, Transfer::amount, BigInteger::add));
    }

    /** Everybody whose balance it moved. */
    Stream<String> accounts() {
        return transfers.stream().map(Transfer::account).distinct();
    }

    private static Transfer transfer(JsonNode transfer, Optional<String> token) throws RpcException {
        return new Transfer(token, MirrorJson.text(transfer, "account"), MirrorJson.whole(transfer, "amount"));
    }
}
