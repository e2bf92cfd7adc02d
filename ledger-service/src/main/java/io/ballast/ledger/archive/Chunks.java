package io.ballast.ledger.archive;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Walks through what is too large to be held at once. */
final class Chunks {

    private Chunks() {}

    /** Uses chunk after chunk, in turn, until one is not full. */
    static <T> Uni<Void> forEach(Supplier<Uni<List<T>>> next, Function<List<T>, Uni<Void>> use, int full) {
        return Multi.createBy()
                .repeating()
                .uni(() -> next.get().call(use::apply))
                .whilst(chunk -> chunk.size() == full)
                .onItem()
                .ignoreAsUni();
    }
}
