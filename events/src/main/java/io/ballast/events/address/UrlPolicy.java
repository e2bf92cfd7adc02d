package io.ballast.events.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which hosts a provider's URL may lead to: public ones (only those that are listed, if any are), and private ones only
 * where their name is allow-listed. Names are checked when they are resolved, so that a name which starts to point inside
 * is refused as well: whoever connects must resolve by {@link #resolve}, and follow no redirect.
 */
public final class UrlPolicy {

    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<String> WEB_SOCKET = Set.of("ws", "wss");

    private final Set<String> allowedHosts;
    private final Set<String> allowedPrivateHosts;

    /**
     * @param allowedHosts the only hosts that may be called, or empty for all public ones
     * @param allowedPrivateHosts hosts, as written in URLs, that may be private addresses
     */
    public UrlPolicy(List<String> allowedHosts, List<String> allowedPrivateHosts) {
        this.allowedHosts = Set.copyOf(allowedHosts);
        this.allowedPrivateHosts = Set.copyOf(allowedPrivateHosts);
    }

    /**
     * Refuses a URL that can never be right.
     *
     * @param setting named in the refusal in place of the URL, which may carry a credential
     */
    public URI checked(String url, String setting) {
        return checked(url, setting, HTTP, "an http or https URL");
    }

    /** The same for a WebSocket's URL. */
    public URI checkedWebSocket(String url, String setting) {
        return checked(url, setting, WEB_SOCKET, "a ws or wss URL");
    }

    private URI checked(String url, String setting, Set<String> schemes, String form) {
        URI uri = parsed(url, setting);
        if (uri.getHost() == null || !schemes.contains(uri.getScheme())) {
            throw new IllegalArgumentException(setting + " is not " + form);
        }
        if (!allowedHosts.isEmpty() && !allowedHosts.contains(uri.getHost()) && !isAllowed(uri.getHost())) {
            throw new IllegalArgumentException(
                    setting + " leads to a host that is not in ballast.providers.allowed-hosts");
        }
        if (isPrivateLiteral(uri.getHost()) && !isAllowed(uri.getHost())) {
            throw new IllegalArgumentException(
                    setting + " leads to a private address that is not in ballast.providers.allowed-private-hosts");
        }
        return uri;
    }

    /**
     * The addresses of a host, all of which may be connected to. Blocks for as long as the system's resolver takes.
     *
     * @throws UnknownHostException if there are none, or if the host is a private address and not allow-listed
     */
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        if (!isAllowed(host) && addresses.stream().anyMatch(UrlPolicy::isPrivate)) {
            throw new UnknownHostException("not a public address");
        }
        return addresses;
    }

    private static boolean isPrivate(InetAddress address) {
        return !PublicAddresses.contain(address);
    }

    private static boolean isPrivateLiteral(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) {
            return true;
        }
        boolean literal = name.startsWith("[") || name.matches("[0-9.]+");
        try {
            return literal && isPrivate(InetAddress.getByName(name));
        } catch (UnknownHostException notAnAddress) {
            return true;
        }
    }

    private boolean isAllowed(String host) {
        return allowedPrivateHosts.contains(host) || allowedPrivateHosts.contains("[" + host + "]");
    }

    private static URI parsed(String url, String setting) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException notAUrl) {
            throw new IllegalArgumentException(setting + " is not a URL", null);
        }
    }
}
