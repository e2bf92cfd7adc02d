package io.ballast.operations.chart;

import java.util.List;
import java.util.Map;

/**
 * The part of CloudNativePG's Cluster that the chart uses. Nobody publishes a model of it for Java or Node.js, so this one
 * was written after the CRD of operator 1.30.0, and the chart's Clusters were compared with that by hand.
 */
record CloudNativePgCluster(String apiVersion, String kind, Metadata metadata, Spec spec) {

    record Metadata(String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {}

    record Spec(
            int instances,
            String imageName,
            String primaryUpdateStrategy,
            Storage storage,
            Resources resources,
            Affinity affinity,
            Bootstrap bootstrap,
            Managed managed,
            List<Plugin> plugins,
            PostgreSql postgresql) {}

    record Plugin(String name, boolean isWALArchiver, Map<String, String> parameters) {}

    record Storage(String size, String storageClass) {}

    record Resources(Map<String, String> requests, Map<String, String> limits) {}

    record Affinity(boolean enablePodAntiAffinity, String topologyKey, String podAntiAffinityType) {}

    record Bootstrap(InitDb initdb) {}

    record InitDb(
            String database,
            String owner,
            SecretName secret,
            List<String> postInitSQL,
            List<String> postInitApplicationSQL) {}

    record SecretName(String name) {}

    record Managed(List<Role> roles) {}

    record Role(
            String name,
            String ensure,
            boolean login,
            boolean superuser,
            boolean bypassrls,
            boolean createdb,
            boolean createrole,
            boolean replication,
            SecretName passwordSecret) {}

    record PostgreSql(Synchronous synchronous, List<String> pg_hba, Map<String, String> parameters) {}

    record Synchronous(String method, int number, String dataDurability) {}
}
