package io.ballast.chainbalance.hedera;

import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.Credit;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what of a transaction is income, and whose. */
final class CreditRules {

    private CreditRules() {}

    /**
     * The income of some accounts: of each configured token, and of HBAR, what they have more in the end.
     *
     * @param block in which the transaction is
     */
    static List<Credit> of(MirrorTransaction transaction, List<HtsToken> tokens, Set<String> accounts, BlockRef block) {
        return tokens.stream()
                .flatMap(token -> of(transaction, token, accounts, block))
                .toList();
    }

    private static Stream<Credit> of(
            MirrorTransaction transaction, HtsToken token, Set<String> accounts, BlockRef block) {
        Map<String, BigInteger> sums = transaction.sums(token.id());
        Optional<String> sender = sender(sums);
        Function<Map.Entry<String, BigInteger>, Credit> credit = sum -> new Credit(
                transaction.consensusAt() + "/" + token.id().orElse("hbar") + "/" + sum.getKey(),
                sum.getKey(),
                sender,
                token.asset(),
                token.roles(),
                sum.getValue(),
                transaction.id(),
                block.height(),
                Optional.of(block.hash()),
                Finality.FINALIZED,
                transaction.consensusAt().instant());
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() > 0)
                .filter(sum -> accounts.contains(sum.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(credit);
    }

    /** Who lost most. Several may have sent together; a payer of fees alone lost less than who sent. */
    private static Optional<String> sender(Map<String, BigInteger> sums) {
        return sums.entrySet().stream()
                .filter(sum -> sum.getValue().signum() < 0)
                .min(Map.Entry.<String, BigInteger>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }
}
