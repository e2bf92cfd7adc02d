package io.ballast.chainbalance.hedera;

import com.hedera.hashgraph.sdk.AccountBalance;
import com.hedera.hashgraph.sdk.AccountBalanceQuery;
import com.hedera.hashgraph.sdk.AccountId;
import com.hedera.hashgraph.sdk.Client;
import com.hedera.hashgraph.sdk.MaxAttemptsExceededException;
import com.hedera.hashgraph.sdk.PrecheckStatusException;
import com.hedera.hashgraph.sdk.Status;
import io.ballast.chainbalance.chain.BlockRef;
import io.ballast.chainbalance.chain.ChainRead;
import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.ReadResult;
import io.ballast.chainbalance.chain.Reading;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks consensus nodes through the SDK, one account a call and each once: where no mirror node answers. Public networks are
 * retiring this query and answer BUSY more and more, which the SDK would otherwise try again for seconds.
 *
 * <p>The nodes do not say in which block an answer is true. It is newer than any block a mirror node has told of, so it is
 * stamped with the newest of those, and with the time at which it was asked for.
 */
final class ConsensusReads implements AutoCloseable {

    private static final String SOURCE = "consensus";
    private static final Duration BETWEEN_CHECKS = Duration.ofMillis(1);
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Client client;
    private final HederaNetwork network;
    private final Duration callTimeout;
    private final Consumer<String> meter;
    private final Clock clock;

    /** @param nodes account ids by host and port */
    ConsensusReads(
            Map<String, AccountId> nodes,
            HederaNetwork network,
            Duration callTimeout,
            Consumer<String> meter,
            Clock clock) {
        this.client = Client.forNetwork(nodes).setMaxAttempts(1);
        this.network = network;
        this.callTimeout = callTimeout;
        this.meter = meter;
        this.clock = clock;
    }

    /**
     * Answers the reads as far as the deadline allows; blocks the calling thread.
     *
     * @param head the newest block that is known
     * @throws ChainUnavailable if not a single account was answered for
     */
    Reading read(List<ChainRead> reads, BlockRef head, Instant deadline) {
        Instant asked = clock.instant();
        Map<String, Answer> answers = new HashMap<>();
        reads.forEach(read -> answers.computeIfAbsent(read.address(), account -> ask(account, deadline)));
        answers.values().stream()
                .filter(answer -> !(answer instanceof Answer.None))
                .findFirst()
                .orElseThrow(() -> new ChainUnavailable(firstCode(answers)));
        List<ReadResult> results = reads.stream()
                .map(read -> result(answers.get(read.address()), network.token(read), head, asked))
                .toList();
        return new Reading(head, asked, SOURCE, results);
    }

    @Override
    public void close() {
        try {
            client.close(CLOSE);
        } catch (TimeoutException goesWithTheProcess) {
            // Its threads are daemons.
        }
    }

    private sealed interface Answer {

        /** @param tokens in their smallest unit, by id; nodes need not list them any more */
        record Held(BigInteger tinybars, Map<String, BigInteger> tokens) implements Answer {}

        record NoAccount() implements Answer {}

        record None(String code) implements Answer {}
    }

    private Answer ask(String account, Instant deadline) {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.compareTo(BETWEEN_CHECKS) < 0) {
            return new Answer.None("rpc_timeout");
        }
        meter.accept("account_balance_query");
        try {
            AccountBalanceQuery query = new AccountBalanceQuery()
                    .setAccountId(AccountId.fromString(account))
                    .setMaxAttempts(1);
            return held(query.execute(client, left.compareTo(callTimeout) < 0 ? left : callTimeout));
        } catch (PrecheckStatusException refused) {
            return refused.status == Status.INVALID_ACCOUNT_ID
                    ? new Answer.NoAccount()
                    : new Answer.None("rpc_refused");
        } catch (MaxAttemptsExceededException busyOrBroken) {
            return new Answer.None("consensus_busy");
        } catch (TimeoutException timeout) {
            return new Answer.None("rpc_timeout");
        } catch (RuntimeException noHealthyNode) {
            return new Answer.None("rpc_unreachable");
        }
    }

    private static ReadResult result(Answer answer, HtsToken token, BlockRef head, Instant asked) {
        return switch (answer) {
            case Answer.None(String code) -> new ReadResult.Failed(code);
            case Answer.NoAccount noAccount -> new ReadResult.At(head, asked, new ReadResult.Absent("no_account"));
            case Answer.Held held ->
                amount(held, token)
                        .<ReadResult>map(raw -> new ReadResult.At(head, asked, new ReadResult.Value(raw)))
                        .orElseGet(() -> new ReadResult.Failed("token_not_listed"));
        };
    }

    /** A token that is not listed may be held all the same. */
    private static Optional<BigInteger> amount(Answer.Held held, HtsToken token) {
        return token.id().isEmpty()
                ? Optional.of(held.tinybars())
                : Optional.ofNullable(held.tokens().get(token.id().get()));
    }

    private static Answer held(AccountBalance balance) {
        Map<String, BigInteger> tokens = new HashMap<>();
        balance.tokens.forEach((id, units) -> tokens.put(id.toString(), new BigInteger(Long.toUnsignedString(units))));
        return new Answer.Held(BigInteger.valueOf(balance.hbars.toTinybars()), tokens);
    }

    private static String firstCode(Map<String, Answer> answers) {
        return answers.values().stream()
                .filter(Answer.None.class::isInstance)
                .map(answer -> ((Answer.None) answer).code())
                .findFirst()
                .orElse("rpc_unreachable");
    }
}
