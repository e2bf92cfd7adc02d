package io.ballast.local.settings;

import io.ballast.infrastructure.Ports;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who listens where. No two on one port. */
public record PortPlan(Map<Listener, Integer> ports) {

    private static final int HIGHEST = 65_535;

    public PortPlan {
        ports = Map.copyOf(ports);
    }

    /**
     * Reads {@code BALLAST_PORT_…}; what is not named has its usual port, or a free one with
     * {@code BALLAST_PORTS=free}.
     *
     * @throws IllegalArgumentException with the variable that is wrong
     */
    static PortPlan from(Map<String, String> environment) {
        boolean free = allFree(environment.getOrDefault("BALLAST_PORTS", "fixed"));
        Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
        for (Listener listener : wanted(environment)) {
            String given = environment.getOrDefault(listener.variable(), "");
            ports.put(listener, given.isBlank() ? usual(listener, free) : parse(listener, given.strip()));
        }
        requireDistinct(ports);
        return new PortPlan(ports);
    }

    /** Everything but Prometheus, which is there with {@code BALLAST_PROMETHEUS=on}. */
    private static Set<Listener> wanted(Map<String, String> environment) {
        String prometheus = environment.getOrDefault("BALLAST_PROMETHEUS", "off");
        return switch (prometheus) {
            case "on" -> EnumSet.allOf(Listener.class);
            case "off" -> EnumSet.complementOf(EnumSet.of(Listener.PROMETHEUS));
            default -> throw new IllegalArgumentException("BALLAST_PROMETHEUS is on or off, not " + prometheus);
        };
    }

    private static boolean allFree(String mode) {
        return switch (mode) {
            case "fixed" -> false;
            case "free" -> true;
            default -> throw new IllegalArgumentException("BALLAST_PORTS is fixed or free, not " + mode);
        };
    }

    private static int usual(Listener listener, boolean free) {
        return free ? Ports.free() : listener.standardPort();
    }

    private static int parse(Listener listener, String given) {
        try {
            int port = Integer.parseInt(given);
            if (port > 0 && port <= HIGHEST) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is no port
        }
        throw new IllegalArgumentException(listener.variable() + " is a port from 1 to 65535, not " + given);
    }

    private static void requireDistinct(Map<Listener, Integer> ports) {
        Map<Integer, Listener> seen = new HashMap<>();
        ports.forEach((listener, port) -> {
            Listener other = seen.putIfAbsent(port, listener);
            if (other != null) {
                throw new IllegalArgumentException("Port %d is given to both %s (%s) and %s (%s)"
                        .formatted(port, other.title(), other.variable(), listener.title(), listener.variable()));
            }
        });
    }

    /** Whether it is to listen at all. */
    public boolean has(Listener listener) {
        return ports.containsKey(listener);
    }

    public int of(Listener listener) {
        return ports.get(listener);
    }

    /** One line for each port that somebody else listens on, with the part that wants it; empty if all are free. */
    public List<String> conflicts() {
        return ports.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> !Ports.isFree(entry.getValue()))
                .map(entry -> conflict(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String conflict(Listener listener, int port) {
        return "Port %d is already taken; %s needs it. Stop what listens there, or choose another: make run %s=…"
                .formatted(port, listener.title(), listener.variable());
    }
}
