package io.ballast.ledger.transfer;

import io.ballast.events.outbox.Traceparent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * PostgreSQL's part in the traces of requests that move money. A transaction serves many requests and so is no span of any of them
 * while it runs. Once it is durable, each request that is sampled gets one; what is not sampled costs a look at its flags.
 */
@ApplicationScoped
class PostingSpans {

    private static final String NAME = "post transfers";
    private static final String SYSTEM = "postgresql";

    private final Tracer tracer;

    PostingSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** @param begin when the transaction was asked for; it has just committed */
    void committed(List<PostingRequest> requests, Instant begin) {
        Instant end = Instant.now();
        for (PostingRequest request : requests) {
            Traceparent.sampled(request.traceparent()).ifPresent(cause -> tell(cause, requests.size(), begin, end));
        }
    }

    private void tell(SpanContext cause, int requests, Instant begin, Instant end) {
        tracer.spanBuilder(NAME)
                .setSpanKind(SpanKind.CLIENT)
                .setParent(Context.root().with(Span.wrap(cause)))
                .setAttribute("db.system.name", SYSTEM)
                .setAttribute("db.operation.batch.size", requests)
                .setStartTimestamp(begin)
                .startSpan()
                .end(end);
    }
}
