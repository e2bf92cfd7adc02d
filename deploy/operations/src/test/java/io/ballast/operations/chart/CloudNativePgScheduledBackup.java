package io.ballast.operations.chart;

import java.util.Map;

/** The part of CloudNativePG's ScheduledBackup that the chart uses, written after its reference as {@link CloudNativePgCluster}. */
record CloudNativePgScheduledBackup(String apiVersion, String kind, Metadata metadata, Spec spec) {

    record Metadata(String name, String namespace, Map<String, String> labels) {}

    record Spec(
            Name cluster,
            String schedule,
            boolean immediate,
            String backupOwnerReference,
            String method,
            Name pluginConfiguration) {}

    record Name(String name) {}
}
