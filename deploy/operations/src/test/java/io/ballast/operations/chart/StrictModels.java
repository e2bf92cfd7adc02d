package io.ballast.operations.chart;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Parses manifests by the models of who defines them. The models keep a field that they do not know instead of refusing it,
 * so each is searched for such fields, down to the last.
 */
final class StrictModels {

    private static final Map<String, Class<?>> MODELS = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class),
            Map.entry("kafka.strimzi.io/v1 KafkaTopic", strimzi("topic.KafkaTopic")),
            Map.entry("kafka.strimzi.io/v1 KafkaUser", strimzi("user.KafkaUser")));

    /** Nobody publishes a Java model of theirs: {@link OperatorTypesIT}. */
    private static final Set<String> TYPED_ELSEWHERE = Set.of("postgresql.cnpg.io/v1", "keda.sh/v1alpha1");

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_INVALID_SUBTYPE)
            .build();

    private StrictModels() {}

    /** By its name: its annotations are of a library that the models come without, of which the compiler would warn. */
    private static Class<?> strimzi(String name) {
        try {
            return Class.forName("io.strimzi.api.kafka.model." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it is looked at by {@link OperatorTypesIT} instead. */
    static boolean isTypedElsewhere(JsonNode manifest) {
        return TYPED_ELSEWHERE.contains(manifest.path("apiVersion").asText());
    }

    /** What is wrong with a manifest: a kind without a model, a value of a wrong type, a field that there is not. */
    static List<String> complaints(JsonNode manifest) {
        String type = manifest.path("apiVersion").asText() + " "
                + manifest.path("kind").asText();
        return Optional.ofNullable(MODELS.get(type))
                .map(model -> complaints(manifest, model))
                .orElseGet(() -> List.of("no model of " + type));
    }

    private static List<String> complaints(JsonNode manifest, Class<?> model) {
        List<String> found = new ArrayList<>();
        try {
            search(MAPPER.treeToValue(manifest, model), "", found);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            found.add(e.getOriginalMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static void search(Object value, String path, List<String> found) throws ReflectiveOperationException {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                search(item, path + "/" + index++, found);
            }
        } else if (value instanceof Map<?, ?> entries) {
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                search(entry.getValue(), path + "/" + entry.getKey(), found);
            }
        } else if (isModel(value)) {
            unknown(value).forEach(name -> found.add(path + "/" + name));
            searchFields(value, path, found);
        }
    }

    private static boolean isModel(Object value) {
        return value != null
                && !value.getClass().isEnum()
                && (value.getClass().getName().startsWith("io.fabric8.")
                        || value.getClass().getName().startsWith("io.strimzi."));
    }

    private static Collection<?> unknown(Object model) throws ReflectiveOperationException {
        for (Method method : model.getClass().getMethods()) {
            boolean unknown = method.isAnnotationPresent(JsonAnyGetter.class)
                    || "getAdditionalProperties".equals(method.getName());
            if (unknown && method.getParameterCount() == 0) {
                return keys(method, model);
            }
        }
        return List.of();
    }

    private static Collection<?> keys(Method getter, Object model) throws ReflectiveOperationException {
        try {
            return getter.invoke(model) instanceof Map<?, ?> map ? map.keySet() : List.of();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(getter.toString(), e);
        }
    }

    private static void searchFields(Object model, String path, List<String> found)
            throws ReflectiveOperationException {
        for (Class<?> type = model.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !"additionalProperties".equals(field.getName())) {
                    field.setAccessible(true);
                    search(field.get(model), path + "/" + field.getName(), found);
                }
            }
        }
    }
}
