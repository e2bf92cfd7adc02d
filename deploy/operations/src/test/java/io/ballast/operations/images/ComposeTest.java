package io.ballast.operations.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ballast.events.Topics;
import io.ballast.local.settings.ServiceName;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code deploy/compose} without Docker: hardened, complete, and of the same configuration as everything else. */
class ComposeTest {

    private static final JsonNode SERVICES = compose().get("services");

    /** Those without which no service starts, whatever its properties say. */
    private static final List<String> NEEDED_BY_ALL = List.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_FLYWAY_USERNAME",
            "QUARKUS_FLYWAY_PASSWORD");

    private static final Pattern WITHOUT_DEFAULT = Pattern.compile("(?m)^[^%#\\n]*\\$\\{([A-Z][A-Z0-9_]*)}");
    private static final Pattern DEAD_LETTERS = Pattern.compile("(?m)^mp\\..*\\.dead-letter-queue\\.topic=(\\S+)$");
    private static final Pattern SECRET = Pattern.compile(".*PASSWORD$");
    private static final String GATEWAY = "gateway";
    private static final Pattern ROUTE = Pattern.compile("\"~(\\^[^\"]+)\" ([a-z-]+):(\\d+);");

    /** By SnakeYAML itself: Jackson knows neither aliases nor merge keys. */
    private static JsonNode compose() {
        try {
            Object file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text("deploy/compose/compose.yaml"));
            return new ObjectMapper().valueToTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> names() {
        return names(SERVICES);
    }

    private static Stream<String> names(JsonNode node) {
        Iterable<String> names = node::fieldNames;
        return StreamSupport.stream(names.spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyContainerIsHardened(String name) {
        JsonNode service = SERVICES.get(name);

        assertThat(service.path("image").asText()).matches("[a-z./-]+:.+").doesNotEndWith(":latest");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.path("cap_drop"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo("ALL");
        assertThat(service.path("security_opt").toString()).contains("no-new-privileges:true");
        assertThat(service.path("user").asText()).matches("[1-9]\\d*:[1-9]\\d*");
        assertThat(service.path("privileged").asBoolean()).isFalse();
        JsonNode limits = service.at("/deploy/resources/limits");
        assertThat(names(limits)).contains("cpus", "memory", "pids");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyContainerButOneThatRunsOnceTellsWhetherItIsHealthy(String name) {
        JsonNode service = SERVICES.get(name);

        boolean once = service.path("restart").asText().equals("no");
        assertThat(service.path("healthcheck").has("test")).isEqualTo(!once);
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void everyServiceHasWhatItNeeds(ServiceName name) throws IOException {
        JsonNode service = SERVICES.get(name.module());
        String properties = properties(name);
        Set<String> needed = new TreeSet<>(NEEDED_BY_ALL);
        WITHOUT_DEFAULT
                .matcher(properties)
                .results()
                .map(result -> result.group(1))
                .forEach(needed::add);
        if (properties.contains("\nquarkus.redis.")) {
            needed.addAll(List.of("QUARKUS_REDIS_HOSTS", "QUARKUS_REDIS_PASSWORD"));
        }

        assertThat(needed).contains("BALLAST_JWT_ISSUER");
        assertThat(names(service.get("environment"))).containsAll(needed);
        assertThat(service.at("/environment/QUARKUS_DATASOURCE_USERNAME").asText())
                .isEqualTo(name.database());
        assertThat(service.at("/environment/QUARKUS_DATASOURCE_REACTIVE_URL").asText())
                .endsWith("/" + name.database());
        assertThat(service.at("/build/args/SERVICE").asText()).isEqualTo(name.module());
    }

    @ParameterizedTest
    @EnumSource(ServiceName.class)
    void portsAreThoseOfTheService(ServiceName name) throws IOException {
        JsonNode service = SERVICES.get(name.module());
        String management = property(name, "quarkus.management.port");

        assertThat(service.at("/build/args/MANAGEMENT_PORT").asText()).isEqualTo(management);
        assertThat(service.at("/healthcheck/test/2").asText()).isEqualTo(management);
        assertThat(text("deploy/compose/health.js")).contains("'" + name.module() + "': " + management + ",");
        assertThat(upstreams().get(name.module())).containsOnly(property(name, "quarkus.http.port"));
    }

    @Test
    void noPasswordIsInTheFile() {
        names().map(name -> SERVICES.get(name).path("environment"))
                .flatMap(environment -> names(environment)
                        .filter(name -> SECRET.matcher(name).matches())
                        .map(name -> environment.get(name).asText()))
                .forEach(value -> assertThat(value).matches("\\$\\{[A-Z_]+:\\?.+}"));
    }

    @Test
    void everyDatabaseIsMadeWithItsTwoRoles() throws IOException {
        String sql = text("deploy/compose/databases.sql");

        for (ServiceName name : ServiceName.values()) {
            assertThat(sql)
                    .contains(
                            "CREATE DATABASE " + name.database() + " OWNER " + name.database() + "_owner;",
                            "GRANT CONNECT ON DATABASE " + name.database() + " TO " + name.database() + ";");
        }
        Pattern.compile("\\\\getenv \\w+ (\\w+)")
                .matcher(sql)
                .results()
                .map(result -> result.group(1))
                .forEach(name -> assertThat(SERVICES.at("/postgres/environment").has(name))
                        .as(name)
                        .isTrue());
    }

    @Test
    void topicsAreThoseOfTheEventsAndOfTheServices() throws IOException {
        Set<String> expected = new TreeSet<>(Topics.all());
        for (ServiceName name : ServiceName.values()) {
            DEAD_LETTERS
                    .matcher(properties(name))
                    .results()
                    .map(result -> result.group(1))
                    .forEach(expected::add);
        }

        assertThat(SERVICES.at("/topics/environment/TOPICS").asText().split("\\s+"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theGatewayRoutesAsTheTableSays() throws IOException {
        for (JsonNode route : Checkout.yaml("deploy/routes.yaml").get("routes")) {
            String path = route.get("path").asText();
            String service = route.get("service").asText();
            boolean exact = "exact".equals(route.path("match").asText());
            if (service.equals(GATEWAY)) {
                assertThat(text("deploy/compose/nginx.conf")).contains("location = " + path + " {");
                continue;
            }
            assertThat(serviceFor(path)).as(path).isEqualTo(service);
            assertThat(serviceFor(path + "/7")).as(path + "/7").isEqualTo(exact ? "" : service);
            assertThat(serviceFor(path + "-other")).as(path + "-other").isEmpty();
        }
        assertThat(Checkout.yaml("deploy/routes.yaml").findValuesAsText("service"))
                .filteredOn(service -> !service.equals(GATEWAY))
                .hasSameSizeAs(routes());
    }

    /** The first that matches, as nginx takes it. */
    private static String serviceFor(String path) throws IOException {
        return routes().stream()
                .filter(route -> Pattern.compile(route.group(1)).matcher(path).find())
                .map(route -> route.group(2))
                .findFirst()
                .orElse("");
    }

    private static List<MatchResult> routes() throws IOException {
        return ROUTE.matcher(text("deploy/compose/nginx.conf")).results().toList();
    }

    private static Map<String, Set<String>> upstreams() throws IOException {
        return routes().stream()
                .collect(Collectors.groupingBy(
                        route -> route.group(2),
                        TreeMap::new,
                        Collectors.mapping(route -> route.group(3), Collectors.toSet())));
    }

    private static String property(ServiceName name, String key) throws IOException {
        return Arrays.stream(properties(name).split("\n"))
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    private static String properties(ServiceName name) throws IOException {
        return text(name.module() + "/src/main/resources/application.properties");
    }

    private static String text(String path) throws IOException {
        return Files.readString(Checkout.file(path));
    }
}
