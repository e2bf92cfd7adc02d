package io.ballast.operations.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Rendered KafkaUsers as Strimzi's user operator gives them to the brokers: the rights, and by which settings a user comes. */
final class KafkaRights {

    private static final String CLIENT = "kafka.";

    private KafkaRights() {}

    /** The rights of all users. */
    static List<AclBinding> of(List<JsonNode> users) {
        List<AclBinding> rights = new ArrayList<>();
        for (JsonNode user : users) {
            for (JsonNode acl : user.at("/spec/authorization/acls")) {
                acl.path("operations").forEach(operation -> rights.add(right(user, acl, operation.asText())));
            }
        }
        return rights;
    }

    /** Who comes with a certificate is known by all of its subject, who comes with a password by the user's name. */
    private static String principal(JsonNode user) {
        boolean certificate = "tls".equals(user.at("/spec/authentication/type").asText());
        return "User:" + (certificate ? "CN=" : "") + Chart.name(user);
    }

    private static AclBinding right(JsonNode user, JsonNode acl, String operation) {
        JsonNode resource = acl.path("resource");
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.fromString(resource.path("type").asText()),
                        resource.path("name").asText(),
                        PatternType.fromString(
                                resource.path("patternType").asText().toUpperCase(Locale.ROOT))),
                new AccessControlEntry(
                        principal(user), "*", AclOperation.fromString(operation), AclPermissionType.ALLOW));
    }

    /** What the chart configures a service's Kafka clients with, as such a client wants it. */
    static Map<String, Object> client(Map<String, String> properties) {
        Map<String, Object> client = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(CLIENT)) {
                client.put(name.substring(CLIENT.length()), value);
            }
        });
        return client;
    }
}
