package io.ballast.notification.security;

import java.util.List;

/**
 * Which origins' pages may connect, beside the service's own. None unless configured; {@code http://localhost:*} allows any port. A client that is no
 * browser sends no origin and is not concerned.
 */
record Origins(List<String> allowed) {

    private static final String ANY_PORT = ":*";

    Origins {
        allowed = List.copyOf(allowed);
    }

    /** @param origin the request's {@code Origin} header, or null */
    boolean allow(String origin) {
        return origin == null || allowed.stream().anyMatch(pattern -> matches(pattern, origin));
    }

    /**
     * @param origin the request's {@code Origin} header, or null
     * @param authority the host and port that the request was sent to, or null; a browser lets no page choose it
     */
    boolean allow(String origin, String authority) {
        return allow(origin)
                || authority != null && (origin.equals("https://" + authority) || origin.equals("http://" + authority));
    }

    private static boolean matches(String pattern, String origin) {
        if (!pattern.endsWith(ANY_PORT)) {
            return pattern.equals(origin);
        }
        String host = pattern.substring(0, pattern.length() - ANY_PORT.length());
        return origin.equals(host)
                || origin.startsWith(host + ":")
                        && origin.substring(host.length() + 1).chars().allMatch(Character::isDigit);
    }
}
