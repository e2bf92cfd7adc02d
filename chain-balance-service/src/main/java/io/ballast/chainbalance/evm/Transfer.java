package io.ballast.chainbalance.evm;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A {@code Transfer} event of an ERC-20 contract.
 *
 * @param token the contract, in lower case
 * @param from the sender in canonical form, or the zero address where tokens are made
 */
record Transfer(
        String token,
        String from,
        String to,
        BigInteger raw,
        String transactionHash,
        long logIndex,
        long height,
        String blockHash) {

    /** keccak256 of {@code Transfer(address,address,uint256)}. */
    static final String TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    private static final String NOBODY = "0x" + "0".repeat(40);
    private static final int TOPICS = 3;
    private static final int WORD_CHARACTERS = 66;
    private static final int ADDRESS_START = 26;

    /** What topics and data of a log say, or empty for a log that is no ERC-20 transfer (an ERC-721 has a fourth topic). */
    static Optional<Parties> parties(List<String> topics, String data) {
        boolean isTransfer = topics.size() == TOPICS
                && topics.getFirst().equalsIgnoreCase(TOPIC)
                && topics.stream().allMatch(Transfer::isWord)
                && isWord(data);
        return isTransfer
                ? Optional.of(new Parties(
                        address(topics.get(1)), address(topics.get(2)), new BigInteger(data.substring(2), 16)))
                : Optional.empty();
    }

    /** Who gave whom how much. */
    record Parties(String from, String to, BigInteger raw) {}

    /** The chain's own identity of it. */
    String eventId() {
        return transactionHash + "-" + logIndex;
    }

    /** Whether it is income of the recipient: something, for somebody, from somebody else. */
    boolean isIncome() {
        return raw.signum() > 0 && !to.equals(NOBODY) && !to.equals(from);
    }

    Optional<String> sender() {
        return from.equals(NOBODY) ? Optional.empty() : Optional.of(from);
    }

    private static boolean isWord(String text) {
        return text.length() == WORD_CHARACTERS
                && text.startsWith("0x")
                && text.chars().skip(2).allMatch(HexFormat::isHexDigit);
    }

    private static String address(String word) {
        return EvmAddress.checksummed("0x" + word.substring(ADDRESS_START));
    }
}
