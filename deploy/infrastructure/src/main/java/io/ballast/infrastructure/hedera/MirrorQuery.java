package io.ballast.infrastructure.hedera;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;

/** The query of a request to the mirror node: checked names, repeated filters, operators before values. */
final class MirrorQuery {

    private static final int DEFAULT_LIMIT = 25;
    private static final int MOST = 100;

    private final String path;
    private final Map<String, List<String>> parameters;

    private MirrorQuery(String path, Map<String, List<String>> parameters) {
        this.path = path;
        this.parameters = parameters;
    }

    /** The request cannot be understood; said to the client. */
    static final class Invalid extends Exception {

        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message);
        }
    }

    static MirrorQuery of(URI uri, Set<String> known) throws Invalid {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (!known.contains(name)) {
                throw new Invalid("Unknown query parameter: " + name);
            }
            parameters
                    .computeIfAbsent(name, unused -> new ArrayList<>())
                    .add(parts.length < 2 ? "" : decoded(parts[1]));
            if (parameters.get(name).stream()
                            .filter(value -> !value.contains(":"))
                            .count()
                    > MOST) {
                throw new Invalid("Parameter " + name + " must be repeated at most " + MOST + " times");
            }
        }
        return new MirrorQuery(uri.getPath(), parameters);
    }

    /** At most what the server allows, however much is asked for. */
    int limit() throws Invalid {
        try {
            int limit = Integer.parseInt(last("limit").orElse(Integer.toString(DEFAULT_LIMIT)));
            if (limit > 0) {
                return Math.min(limit, MOST);
            }
        } catch (NumberFormatException notANumber) {
            // Said below, like a number that is no limit
        }
        throw new Invalid("Invalid parameter: limit");
    }

    boolean ascending(String otherwise) throws Invalid {
        return switch (last("order").orElse(otherwise)) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw new Invalid("Invalid parameter: order");
        };
    }

    Optional<String> last(String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::getLast);
    }

    /** Which account ids are asked for: any of those named, within all bounds. */
    LongPredicate accounts() throws Invalid {
        return filter("account.id", EntityId::parse);
    }

    LongPredicate timestamps() throws Invalid {
        return filter("timestamp", ConsensusTime::parse);
    }

    LongPredicate numbers(String name) throws Invalid {
        return filter(name, MirrorQuery::number);
    }

    boolean has(String name) {
        return parameters.containsKey(name);
    }

    /** The same request for what comes after the last value. */
    String next(String name, boolean ascending, String last) {
        String operator = ascending ? "gt:" : "lt:";
        StringBuilder next = new StringBuilder(path).append('?');
        parameters.forEach((key, values) -> values.stream()
                .filter(value -> !(key.equals(name) && value.startsWith(operator)))
                .forEach(value -> next.append(key).append('=').append(value).append('&')));
        return next.append(name).append('=').append(operator).append(last).toString();
    }

    private LongPredicate filter(String name, Function<String, Optional<Long>> parse) throws Invalid {
        Set<Long> equal = new HashSet<>();
        LongPredicate bounds = value -> true;
        for (String text : parameters.getOrDefault(name, List.of())) {
            String[] parts = text.contains(":") ? text.split(":", 2) : new String[] {"eq", text};
            long bound = parse.apply(parts[1]).orElseThrow(() -> new Invalid("Invalid parameter: " + name));
            switch (parts[0]) {
                case "eq" -> equal.add(bound);
                case "gt" -> bounds = bounds.and(value -> value > bound);
                case "gte" -> bounds = bounds.and(value -> value >= bound);
                case "lt" -> bounds = bounds.and(value -> value < bound);
                case "lte" -> bounds = bounds.and(value -> value <= bound);
                default -> throw new Invalid("Invalid parameter: " + name);
            }
        }
        return bounds.and(value -> equal.isEmpty() || equal.contains(value));
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
