package io.ballast.notification.operator;

import io.ballast.events.operation.EventFlow;
import io.ballast.notification.replica.ReplicaReport;
import java.time.Instant;
import java.util.List;

/** The flow of events as every service tells it, and what each replica does. This service publishes nothing to Kafka. */
record ServiceView(
        String service,
        Instant at,
        List<EventFlow.Consumer> consumers,
        List<EventFlow.DeadLetters> deadLetters,
        List<ReplicaReport> replicas) {

    static ServiceView of(EventFlow flow, List<ReplicaReport> replicas) {
        return new ServiceView(flow.service(), flow.at(), flow.consumers(), flow.deadLetters(), replicas);
    }
}
