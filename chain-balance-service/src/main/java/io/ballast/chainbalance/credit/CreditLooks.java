package io.ballast.chainbalance.credit;

import io.ballast.chainbalance.chain.ChainUnavailable;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Looks through streams of income, one after the other: those whose cursors this replica holds or nobody has begun. */
@ApplicationScoped
public class CreditLooks {

    private static final Logger LOG = Logger.getLogger(CreditLooks.class);

    private final Cursors cursors;
    private final Set<CreditStream> failing = ConcurrentHashMap.newKeySet();

    CreditLooks(Cursors cursors) {
        this.cursors = cursors;
    }

    /** A stream, and how it is read. */
    public static final class Source {

        private final CreditStream stream;
        private final Supplier<Uni<Cursor>> newest;
        private final Function<HeldCursor, Uni<Void>> onwards;

        /**
         * @param newest where a stream begins that was never begun: what was until then is no income
         * @param onwards records what came after the cursor, as far as one look may go
         */
        public Source(CreditStream stream, Supplier<Uni<Cursor>> newest, Function<HeldCursor, Uni<Void>> onwards) {
            this.stream = stream;
            this.newest = newest;
            this.onwards = onwards;
        }
    }

    /** One stream's trouble keeps no other waiting, and is told of in the log; never fails. */
    public Uni<Void> through(Collection<Source> sources) {
        return Multi.createFrom()
                .iterable(sources)
                .onItem()
                .transformToUniAndConcatenate(this::through)
                .collect()
                .last();
    }

    private Uni<Void> through(Source source) {
        return cursors.hold(source.stream)
                .chain(held -> held.map(source.onwards).orElseGet(() -> begin(source)))
                .onItemOrFailure()
                .invoke((done, failure) -> note(source.stream, failure))
                .onFailure()
                .recoverWithNull();
    }

    /** One that another replica holds is left to it. */
    private Uni<Void> begin(Source source) {
        return cursors.find(source.stream)
                .chain(known -> known.isPresent()
                        ? Uni.createFrom().voidItem()
                        : source.newest.get().chain(newest -> cursors.start(source.stream, newest)));
    }

    /** One line when looking begins to fail and one when it works again. */
    private void note(CreditStream stream, Throwable failure) {
        if (failure == null) {
            if (failing.remove(stream)) {
                LOG.infof("%s are followed again", stream);
            }
        } else if (failing.add(stream)) {
            if (failure instanceof ChainUnavailable noAnswer) {
                LOG.warnf("%s can not be followed (%s)", stream, noAnswer.code());
            } else {
                LOG.errorf(failure, "%s can not be followed", stream);
            }
        }
    }
}
