package io.ballast.infrastructure.stellar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Which events a client wants: those of any of its filters, or all if it names none. */
final class EventFilter implements Predicate<ToldEvent> {

    private static final int MAX_FILTERS = 5;
    private static final int MAX_CONTRACTS = 5;
    private static final int MAX_TOPICS = 5;
    private static final String ONE = "*";
    private static final String REST = "**";

    private final List<Filter> filters;

    /** Of any of the contracts and topics; without contracts, or without topics, of all. */
    private record Filter(boolean ofContracts, Set<String> contracts, List<List<String>> topics) {

        boolean wants(ToldEvent event) {
            return ofContracts
                    && (contracts.isEmpty() || contracts.contains(event.contract()))
                    && (topics.isEmpty() || topics.stream().anyMatch(topic -> matches(topic, event.topics())));
        }
    }

    private EventFilter(List<Filter> filters) {
        this.filters = filters;
    }

    /** @throws RpcError if there are more of anything than a node takes */
    static EventFilter of(JsonNode filters) {
        requireAtMost(MAX_FILTERS, filters, "filters");
        List<Filter> read = new ArrayList<>();
        filters.forEach(filter -> read.add(filter(filter)));
        return new EventFilter(read);
    }

    @Override
    public boolean test(ToldEvent event) {
        return filters.isEmpty() || filters.stream().anyMatch(filter -> filter.wants(event));
    }

    private static Filter filter(JsonNode filter) {
        requireAtMost(MAX_CONTRACTS, filter.path("contractIds"), "contract IDs");
        requireAtMost(MAX_TOPICS, filter.path("topics"), "topics");
        String type = filter.path("type").asText("");
        List<List<String>> topics = new ArrayList<>();
        filter.path("topics").forEach(topic -> topics.add(topic(topic)));
        return new Filter(
                type.isEmpty() || type.equals("contract"), Set.copyOf(texts(filter.path("contractIds"))), topics);
    }

    private static List<String> topic(JsonNode topic) {
        List<String> segments = texts(topic);
        boolean open = !segments.isEmpty() && segments.getLast().equals(REST);
        int counted = segments.size() - (open ? 1 : 0);
        if (segments.isEmpty() || counted > Event.MAX_TOPICS || segments.indexOf(REST) != (open ? counted : -1)) {
            throw RpcError.invalidParameters("filter invalid: topic invalid");
        }
        return segments;
    }

    private static boolean matches(List<String> wanted, List<String> topics) {
        boolean open = wanted.getLast().equals(REST);
        int counted = wanted.size() - (open ? 1 : 0);
        if (topics.size() < counted || topics.size() > counted && !open) {
            return false;
        }
        for (int i = 0; i < counted; i++) {
            if (!wanted.get(i).equals(ONE) && !wanted.get(i).equals(topics.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static void requireAtMost(int most, JsonNode array, String what) {
        if (array.size() > most) {
            throw RpcError.invalidParameters("maximum " + most + " " + what + " per request");
        }
    }
}
