package io.ballast.notification.delivery;

import io.ballast.events.outbox.Traceparent;
import io.ballast.notification.trail.Trails;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Counts and times the frames, and logs each at debug with the trace id of the request that caused it. Of a request that is
 * sampled each frame is a span, from the moment the change was made to the moment the frame was written.
 */
@ApplicationScoped
class FrameRecord implements FrameObserver {

    private static final Logger LOG = Logger.getLogger(FrameRecord.class);
    private static final String TRACE_ID = "traceId";
    private static final int TRACE_ID_BEGIN = 3;
    private static final int TRACE_ID_END = 35;

    private final Map<String, Counter> sent = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Trails trails;
    private final Tracer tracer;
    private final Counter dropped;
    private final Counter conflated;
    private final Timer commitToSocket;

    FrameRecord(MeterRegistry meters, Trails trails, Tracer tracer) {
        this.meters = meters;
        this.trails = trails;
        this.tracer = tracer;
        this.dropped = Counter.builder("notification.frames.dropped")
                .description("Events that reached a session a second time and were not delivered again")
                .register(meters);
        this.conflated = Counter.builder("notification.frames.conflated")
                .description("Balances left out for a slow reader, because a later one of the account said all")
                .register(meters);
        this.commitToSocket = Timer.builder("notification.commit.to.socket")
                .description("From the moment a change was made to the moment its frame was written to a socket")
                .publishPercentileHistogram()
                // the bounds of objectives, which the buckets of the histogram do not hit
                .serviceLevelObjectives(Duration.ofMillis(50), Duration.ofMillis(250), Duration.ofSeconds(1))
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(meters);
    }

    @Override
    public void sent(Frame frame, String connectionId) {
        Counter known = sent.get(frame.event());
        (known == null ? sent.computeIfAbsent(frame.event(), this::counter) : known).increment();
        trails.delivered(frame.position(), connectionId);
        if (LOG.isDebugEnabled()) {
            log(frame, connectionId);
        }
    }

    @Override
    public void written(Frame frame) {
        // two clocks, the database's and this process', in the milliseconds that the stream keeps
        long millis = System.currentTimeMillis() - frame.time().toEpochMilli();
        commitToSocket.record(Math.max(0, millis), TimeUnit.MILLISECONDS);
        Traceparent.sampled(frame.traceparent()).ifPresent(cause -> trace(frame, cause));
    }

    @Override
    public void conflated(Frame frame) {
        conflated.increment();
    }

    @Override
    public void dropped(Frame frame) {
        dropped.increment();
    }

    private void trace(Frame frame, SpanContext cause) {
        tracer.spanBuilder("frame " + frame.event())
                .setSpanKind(SpanKind.PRODUCER)
                .setParent(Context.root().with(Span.wrap(cause)))
                .setStartTimestamp(frame.time())
                .startSpan()
                .end();
    }

    /** The session's event loop serves many requests, so the trace id is set for this line only. */
    private static void log(Frame frame, String connectionId) {
        MDC.put(TRACE_ID, traceId(frame.traceparent()));
        try {
            LOG.debugf("Frame %s %s to connection %s", frame.event(), frame.position(), connectionId);
        } finally {
            MDC.remove(TRACE_ID);
        }
    }

    private static String traceId(String traceparent) {
        return traceparent.length() < TRACE_ID_END ? "" : traceparent.substring(TRACE_ID_BEGIN, TRACE_ID_END);
    }

    private Counter counter(String event) {
        return Counter.builder("notification.frames.sent")
                .description("Events handed to sockets")
                .tag("event", event)
                .register(meters);
    }
}
