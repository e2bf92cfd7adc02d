package io.ballast.operations.chart;

import java.util.List;
import java.util.Map;

/**
 * The part of KEDA's resources that the chart uses, written after the operator's CRDs, with which the chart's were compared by
 * hand: the model that is published for Node.js keeps fields that it does not know.
 */
final class Keda {

    private Keda() {}

    record Metadata(String name, String namespace, Map<String, String> labels) {}

    record ScaledObject(String apiVersion, String kind, Metadata metadata, ScaledObjectSpec spec) {}

    record ScaledObjectSpec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Advanced(AutoscalerConfig horizontalPodAutoscalerConfig) {}

    record AutoscalerConfig(Behavior behavior) {}

    record Behavior(ScalingRules scaleDown) {}

    record ScalingRules(int stabilizationWindowSeconds, List<ScalingPolicy> policies) {}

    record ScalingPolicy(String type, int value, int periodSeconds) {}

    record Trigger(
            String type,
            String name,
            String metricType,
            TriggerMetadata metadata,
            AuthenticationRef authenticationRef) {}

    /** Of the scalers {@code kafka} and {@code cpu}: strings all. */
    record TriggerMetadata(
            String bootstrapServers,
            String consumerGroup,
            String topic,
            String lagThreshold,
            String offsetResetPolicy,
            String sasl,
            String tls,
            String value) {}

    record AuthenticationRef(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, Metadata metadata, TriggerAuthenticationSpec spec) {}

    record TriggerAuthenticationSpec(List<SecretTarget> secretTargetRef) {}

    record SecretTarget(String parameter, String name, String key) {}
}
