package io.ballast.notification.push.device;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/**
 * Which endpoints a Web Push subscription may have: those of known push services, over TLS.
 *
 * @param hosts exact names, or {@code *.} before a name for all below it
 * @param loopback whether services on this machine are good, too, over TLS or not
 */
public record EndpointRules(List<String> hosts, boolean loopback) {

    private static final int MAX_LENGTH = 2048;
    private static final String ANY_BELOW = "*.";
    private static final int HTTPS = 443;

    public EndpointRules {
        hosts = List.copyOf(hosts);
    }

    /** Whether pushes may be sent there. */
    public boolean allow(String endpoint) {
        if (endpoint.length() > MAX_LENGTH) {
            return false;
        }
        try {
            URI uri = new URI(endpoint);
            return uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null && allow(uri);
        } catch (URISyntaxException notAnAddress) {
            return false;
        }
    }

    private boolean allow(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (loopback && (host.equals("localhost") || host.equals("127.0.0.1"))) {
            return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        }
        return "https".equals(uri.getScheme())
                && (uri.getPort() == -1 || uri.getPort() == HTTPS)
                && hosts.stream().anyMatch(pattern -> matches(pattern, host));
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith(ANY_BELOW)
                ? host.endsWith(pattern.substring(1)) && host.length() > pattern.length() - 1
                : host.equals(pattern);
    }
}
