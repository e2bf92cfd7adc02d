package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainUnavailable;
import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.credit.BlockId;
import io.ballast.chainbalance.credit.Branches;
import io.ballast.chainbalance.credit.CreditStream;
import io.ballast.chainbalance.credit.Credits;
import io.ballast.chainbalance.credit.Cursor;
import io.ballast.chainbalance.credit.Cursors;
import io.ballast.chainbalance.credit.Heights;
import io.ballast.chainbalance.credit.HeldCursor;
import io.ballast.chainbalance.credit.Recorded;
import io.ballast.chainbalance.credit.Span;
import io.ballast.chainbalance.provider.RpcException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Follows the transfers of one network's tokens, as long as this replica holds the cursor. A turn goes on until it has
 * reached the head or read its share; what it has recorded by then stays, whatever comes after.
 */
final class TransferFollower {

    /** Steps in one turn: it must come to an end before anybody thinks that it hangs. */
    private static final int STEPS = 20;

    private static final String NODE_BEHIND = "node_behind";

    private final EvmAccess access;
    private final CreditStream stream;
    private final SpanMaker spans;
    private final Cursors cursors;
    private final Branches branches;
    private final Credits credits;
    private final Heights heights;
    private final FollowConfig config;
    private final FollowMetrics metrics;

    /** The most blocks in a step: less after a failure, for a node that needs too long does not refuse, it times out. */
    private volatile int span;

    private volatile Instant finalityDueAt = Instant.MIN;

    TransferFollower(
            EvmAccess access,
            Cursors cursors,
            Branches branches,
            Credits credits,
            Heights heights,
            FollowConfig config,
            FollowMetrics metrics) {
        this.access = access;
        this.stream = new CreditStream(access.network().name(), CreditStream.TRANSFERS);
        this.spans = new SpanMaker(access.network());
        this.cursors = cursors;
        this.branches = branches;
        this.credits = credits;
        this.heights = heights;
        this.config = config;
        this.metrics = metrics;
        this.span = config.maxSpan();
    }

    /** @return whether there is more to be read at once */
    Uni<Boolean> turn() {
        return cursors.hold(stream).chain(held -> held.isPresent() ? follow(held.get()) : begin());
    }

    /** Who can not go on gives the cursor back: another replica may reach a node that this one does not. */
    private Uni<Boolean> follow(HeldCursor held) {
        return advance(held, STEPS)
                .call(this::noteFinality)
                .onFailure()
                .call(() -> cursors.letGo(stream).onFailure().recoverWithNull());
    }

    /** A stream that nobody has begun begins at the head. */
    private Uni<Boolean> begin() {
        return cursors.find(stream)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(false)
                        : access.inBackground(this::firstBlocks)
                                .chain(blocks -> cursors.start(
                                        stream,
                                        Cursor.at(
                                                blocks.getLast().height(),
                                                blocks.getLast().hash()),
                                        blocks.stream()
                                                .map(Header::id)
                                                .distinct()
                                                .toList()))
                                .replaceWith(true));
    }

    /** The genesis block is remembered so that a chain which began anew is known for another one. */
    private List<Header> firstBlocks() {
        return access.ask(provider -> provider.ask(
                node -> List.of(node.at(0).orElseThrow(() -> RpcException.unavailable("rpc_malformed")), node.head())));
    }

    private Uni<Boolean> advance(HeldCursor held, int stepsLeft) {
        metrics.stands(stream.network(), held.cursor().height());
        return step(held).chain(step -> switch (step) {
            case Step.Forward forward ->
                record(held, forward).chain(recorded -> goOn(recorded, forward, stepsLeft - 1));
            case Step.UpToDate upToDate -> Uni.createFrom().item(false);
            case Step.Behind behind -> Uni.createFrom().item(false);
            case Step.Lost lost -> throw new ChainUnavailable("chain_moving");
        });
    }

    private Uni<Boolean> goOn(Recorded recorded, Step.Forward forward, int stepsLeft) {
        return switch (recorded) {
            case Recorded.NotHeld notHeld -> Uni.createFrom().item(false);
            case Recorded.Stored stored -> {
                metrics.recorded(stream.network(), stored, forward);
                span = Math.min(config.maxSpan(), span * 2);
                yield forward.more() && stepsLeft > 0
                        ? advance(stored.cursor(), stepsLeft)
                        : Uni.createFrom().item(forward.more());
            }
        };
    }

    private Uni<Step> step(HeldCursor held) {
        return access.inBackground(() -> walk(walk -> walk.next(held.cursor())))
                .chain(step -> step instanceof Step.Lost
                        ? branches.remembered(stream)
                                .chain(known ->
                                        access.inBackground(() -> walk(walk -> walk.back(held.cursor(), known))))
                        : Uni.createFrom().item(step))
                .onFailure(ChainUnavailable.class)
                .invoke(() -> span = Math.max(1, span / 2));
    }

    private interface Walking {
        Step along(ChainWalk walk) throws RpcException;
    }

    /** A provider that is behind is none to ask now; only if all of them are, the step says so. */
    private Step walk(Walking walking) {
        try {
            return access.network().quorum() == 1
                    ? access.ask(provider -> walk(provider, OptionalLong.empty(), walking))
                    : walkByQuorum(walking);
        } catch (ChainUnavailable unavailable) {
            if (unavailable.code().equals(NODE_BEHIND)) {
                return new Step.Behind();
            }
            throw unavailable;
        }
    }

    private Step walkByQuorum(Walking walking) {
        int quorum = access.network().quorum();
        long top = access
                .askSeveral(
                        quorum, provider -> provider.freshHead(Finality.LATEST).height())
                .stream()
                .min(Long::compare)
                .orElseThrow();
        return access.askQuorum(provider -> walk(provider, OptionalLong.of(top), walking));
    }

    private Step walk(EvmProvider provider, OptionalLong top, Walking walking) throws RpcException {
        Deadline deadline = access.deadline();
        Step step = provider.ask(
                node -> walking.along(new ChainWalk(new NodeBlocks(node, spans.contracts(), top, deadline), span)));
        if (step instanceof Step.Behind) {
            throw RpcException.behind(NODE_BEHIND);
        }
        return step;
    }

    private Uni<Recorded> record(HeldCursor held, Step.Forward forward) {
        return credits.registered(stream.network(), spans.addresses(forward))
                .chain(registered -> access.inBackground(() -> span(forward, registered)))
                .chain(span -> credits.record(held, span));
    }

    private Span span(Step.Forward forward, Set<String> registered) {
        Map<String, Header> missing =
                access.ask(provider -> provider.ask(node -> spans.missingHeaders(forward, registered, node::of)));
        return spans.span(forward, registered, missing);
    }

    /** Only once the branch is known up to the head: what is not followed yet may still turn out to be another one. */
    private Uni<Void> noteFinality(boolean more) {
        Instant now = Clock.systemUTC().instant();
        if (more || now.isBefore(finalityDueAt)) {
            return Uni.createFrom().voidItem();
        }
        finalityDueAt = now.plus(config.finalityInterval());
        return cursors.find(stream)
                .chain(cursor -> access.inBackground(() -> finalHeights(cursor.orElseThrow())))
                .chain(found -> heights.save(stream.network(), found));
    }

    /** By quorum, what all of them call so final: the lowest. */
    private Map<Finality, BlockId> finalHeights(Cursor cursor) {
        List<Map<Finality, BlockId>> told = access.askSeveral(
                access.network().quorum(), provider -> provider.ask(node -> finalHeights(node, cursor)));
        Map<Finality, BlockId> lowest = new EnumMap<>(told.getFirst());
        told.forEach(one -> {
            lowest.keySet().retainAll(one.keySet());
            lowest.replaceAll(
                    (finality, block) -> one.get(finality).height() < block.height() ? one.get(finality) : block);
        });
        return lowest;
    }

    /** Not every chain knows every tag: one that it does not know is left out. */
    private static Map<Finality, BlockId> finalHeights(EvmNode node, Cursor cursor) throws RpcException {
        Map<Finality, BlockId> found = new EnumMap<>(Finality.class);
        found.put(Finality.LATEST, node.head().id());
        for (Finality finality : List.of(Finality.SAFE, Finality.FINALIZED)) {
            Optional<Header> head = node.finalHead(finality);
            if (head.isPresent()) {
                followed(node, cursor, head.get()).ifPresent(block -> found.put(finality, block));
            }
        }
        return found;
    }

    /** As far as it was followed. */
    private static Optional<BlockId> followed(EvmNode node, Cursor cursor, Header head) throws RpcException {
        if (head.height() <= cursor.height()) {
            return Optional.of(head.id());
        }
        return node.at(cursor.height())
                .map(Header::id)
                .filter(block -> cursor.blockHash().equals(Optional.of(block.hash())));
    }
}
