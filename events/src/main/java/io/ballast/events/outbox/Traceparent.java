package io.ballast.events.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;

/** The W3C trace context, in the form of the {@code traceparent} header. */
public final class Traceparent {

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;
    private static final String SAMPLED = "01";

    private Traceparent() {}

    /** The current span's, or null outside of any trace. */
    public static String current() {
        SpanContext span = Span.current().getSpanContext();
        if (!span.isValid()) {
            return null;
        }
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }

    /**
     * The span that it names, to make others under it once it has ended; empty where its trace is not recorded, and for what is no
     * traceparent.
     *
     * @param traceparent may be null
     */
    public static Optional<SpanContext> sampled(String traceparent) {
        if (traceparent == null || traceparent.length() != LENGTH || !traceparent.startsWith(SAMPLED, FLAGS)) {
            return Optional.empty();
        }
        return Optional.of(SpanContext.createFromRemoteParent(
                        traceparent.substring(TRACE_ID, SPAN_ID - 1),
                        traceparent.substring(SPAN_ID, FLAGS - 1),
                        TraceFlags.getSampled(),
                        TraceState.getDefault()))
                .filter(SpanContext::isValid);
    }
}
