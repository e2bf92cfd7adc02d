package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.BlockId;
import io.ballast.chainbalance.credit.Credit;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.Span;
import io.ballast.chainbalance.provider.RpcException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes of transfers what is to be recorded of them. */
final class SpanMaker {

    private final Map<String, Token> tokens;

    SpanMaker(EvmNetwork network) {
        this.tokens = network.tokensByContract();
    }

    /** Whose transfers are followed. */
    List<String> contracts() {
        return List.copyOf(tokens.keySet());
    }

    /** Everybody who sent or received. */
    Set<String> addresses(Step.Forward step) {
        return step.transfers().stream()
                .flatMap(transfer -> Stream.of(transfer.from(), transfer.to()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Looks up one block. */
    @FunctionalInterface
    interface HeaderSource {
        Optional<Header> of(String hash) throws RpcException;
    }

    /** The headers of the blocks with income of somebody registered that the step did not see by itself. */
    Map<String, Header> missingHeaders(Step.Forward step, Set<String> registered, HeaderSource source)
            throws RpcException {
        Set<String> wanted = new HashSet<>();
        income(step, registered).map(Transfer::blockHash).forEach(wanted::add);
        step.blocks().stream().map(Header::hash).forEach(wanted::remove);
        Map<String, Header> found = new HashMap<>();
        for (String hash : wanted) {
            found.put(hash, source.of(hash).orElseThrow(() -> RpcException.behind("chain_moving")));
        }
        return found;
    }

    /** The span, with the income of those who are registered. */
    Span span(Step.Forward step, Set<String> registered, Map<String, Header> missing) {
        Map<String, Header> headers = new HashMap<>(missing);
        step.blocks().forEach(header -> headers.put(header.hash(), header));
        List<Credit> credits = income(step, registered)
                .map(transfer -> credit(transfer, headers.get(transfer.blockHash())))
                .toList();
        Set<String> moved =
                addresses(step).stream().filter(registered::contains).collect(Collectors.toUnmodifiableSet());
        Header end = step.blocks().getLast();
        List<BlockId> blocks = step.blocks().stream().map(Header::id).toList();
        return new Span(Cursor.at(end.height(), end.hash()), credits, moved, step.takenBack(), blocks, false);
    }

    private Stream<Transfer> income(Step.Forward step, Set<String> registered) {
        return step.transfers().stream()
                .filter(Transfer::isIncome)
                .filter(transfer -> registered.contains(transfer.to()))
                .filter(transfer -> tokens.containsKey(transfer.token()));
    }

    private Credit credit(Transfer transfer, Header block) {
        Token token = tokens.get(transfer.token());
        return new Credit(
                transfer.eventId(),
                transfer.to(),
                transfer.sender(),
                token.asset(),
                token.roles(),
                transfer.raw(),
                transfer.transactionHash(),
                transfer.height(),
                Optional.of(transfer.blockHash()),
                Finality.LATEST,
                block.minedAt());
    }
}
