package io.ballast.local.gateway;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of the route table.
 *
 * @param path begins with a slash and ends without one, except {@code /} itself
 * @param match how much of a request's path it has to be
 * @param service the module that answers, or {@link RouteTable#GATEWAY}
 */
record Route(String path, Match match, String service) {

    enum Match {
        /** Whole segments from the beginning. */
        @JsonProperty("prefix")
        PREFIX,
        /** The whole path. */
        @JsonProperty("exact")
        EXACT
    }

    Route {
        if (path == null || !path.startsWith("/") || (path.length() > 1 && path.endsWith("/"))) {
            throw new IllegalArgumentException("A route's path begins with a slash and ends without one: " + path);
        }
        if (service == null || service.isBlank()) {
            throw new IllegalArgumentException("A route names its service: " + path);
        }
        match = match == null ? Match.PREFIX : match;
    }

    boolean matches(String requested) {
        return switch (match) {
            case EXACT -> requested.equals(path);
            case PREFIX -> requested.equals(path) || requested.startsWith(path.equals("/") ? "/" : path + "/");
        };
    }
}
