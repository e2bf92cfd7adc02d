package io.ballast.local.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which service answers which path: {@code deploy/routes.yaml}, the table of the design. The longest match wins. */
public final class RouteTable {

    /** The name in the table for what the gateway answers itself. */
    static final String GATEWAY = "gateway";

    private static final String RESOURCE = "/routes.yaml";

    private final List<Route> routes;

    private RouteTable(List<Route> routes) {
        requireUnique(routes);
        this.routes = routes.stream()
                .sorted(Comparator.comparing((Route route) -> route.path().length())
                        .reversed())
                .toList();
    }

    private record Document(List<Route> routes) {}

    /** The table that is packaged with the launcher. */
    public static RouteTable packaged() {
        try (InputStream yaml = RouteTable.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a table.
     *
     * @throws IllegalArgumentException if it is not one, with the line that is wrong
     */
    static RouteTable parse(String yaml) {
        try {
            Document document = new YAMLMapper().readValue(yaml, Document.class);
            return new RouteTable(document.routes());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("routes.yaml: " + e.getMessage(), e);
        }
    }

    /** The route of a path that is already normalised and has no query. */
    Optional<Route> find(String path) {
        return routes.stream().filter(route -> route.matches(path)).findFirst();
    }

    /** The name of the service that a path goes to, {@link #GATEWAY} among them; empty if it goes nowhere. */
    public Optional<String> serviceOf(String path) {
        return find(path).map(Route::service);
    }

    /** The services that the table names, without the gateway itself. */
    public Set<String> services() {
        return routes.stream()
                .map(Route::service)
                .filter(service -> !service.equals(GATEWAY))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static void requireUnique(List<Route> routes) {
        Set<String> seen = new HashSet<>();
        for (Route route : routes) {
            if (!seen.add(route.path())) {
                throw new IllegalArgumentException("routes.yaml: " + route.path() + " is there twice");
            }
        }
    }
}
