package io.ballast.chainbalance.credit;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a stream brought since its cursor, to be recorded as a whole.
 *
 * @param end where the cursor stands afterwards
 * @param credits every income in it, whether or not anybody has registered the address
 * @param moved the addresses whose balance may be another now, in canonical form: those who received, and those who sent
 * @param takenBack the last block that still holds, if the chain has taken back those after it that had been recorded; the
 *     span then begins after it
 * @param blocks blocks of the span, at least its end, where the chain can take blocks back
 * @param gap whether nobody knows any more what was in it, so that every balance may be another now
 */
public record Span(
        Cursor end,
        List<Credit> credits,
        Set<String> moved,
        OptionalLong takenBack,
        List<BlockId> blocks,
        boolean gap) {

    public Span {
        credits = List.copyOf(credits);
        moved = Set.copyOf(moved);
        blocks = List.copyOf(blocks);
    }

    /** What came after the cursor. */
    public static Span of(Cursor end, List<Credit> credits, Set<String> moved) {
        return new Span(end, credits, moved, OptionalLong.empty(), ends(end), false);
    }

    /** What came in place of the blocks after {@code lastValid}. */
    public static Span replacing(long lastValid, Cursor end, List<Credit> credits, Set<String> moved) {
        return new Span(end, credits, moved, OptionalLong.of(lastValid), ends(end), false);
    }

    /** What nobody remembers, up to there. */
    public static Span gap(Cursor end) {
        return new Span(end, List.of(), Set.of(), OptionalLong.empty(), ends(end), true);
    }

    /** The same, with every block in it that is known: the more, the nearer to the fork a reorganisation is found. */
    public Span along(List<BlockId> known) {
        return new Span(end, credits, moved, takenBack, known, gap);
    }

    private static List<BlockId> ends(Cursor end) {
        return end.blockHash().map(hash -> new BlockId(end.height(), hash)).stream()
                .toList();
    }
}
