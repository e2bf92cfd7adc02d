package io.ballast.chainbalance.evm;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.Dns;

/**
 * Which hosts an RPC URL may lead to: public ones, and private ones only where their name is allow-listed. Names are
 * checked when they are resolved, so that a name which starts to point inside is refused as well.
 */
final class RpcUrlPolicy implements Dns {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final Set<String> allowedPrivateHosts;

    RpcUrlPolicy(List<String> allowedPrivateHosts) {
        this.allowedPrivateHosts = Set.copyOf(allowedPrivateHosts);
    }

    /**
     * Refuses a URL that can never be right.
     *
     * @param setting named in the refusal in place of the URL, which may carry a credential
     */
    URI checked(String url, String setting) {
        URI uri = parsed(url, setting);
        if (uri.getHost() == null || !SCHEMES.contains(uri.getScheme())) {
            throw new IllegalArgumentException(setting + " is not an http or https URL");
        }
        if (isPrivateLiteral(uri.getHost()) && !isAllowed(uri.getHost())) {
            throw new IllegalArgumentException(
                    setting + " leads to a private address that is not in" + " ballast.evm.rpc.allowed-private-hosts");
        }
        return uri;
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = Dns.SYSTEM.lookup(host);
        if (!isAllowed(host) && addresses.stream().anyMatch(RpcUrlPolicy::isPrivate)) {
            throw new UnknownHostException("not a public address");
        }
        return addresses;
    }

    static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isSpecial(address.getAddress(), address instanceof Inet6Address);
    }

    /** Unique local IPv6, and IPv4's "this network", shared address space (RFC 6598), protocol and test networks. */
    private static boolean isSpecial(byte[] bytes, boolean v6) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (v6) {
            return (first & 0xfe) == 0xfc;
        }
        return first == 0
                || first >= 240
                || first == 100 && (second & 0xc0) == 64
                || first == 192 && second == 0 && bytes[2] == 0
                || first == 198 && (second & 0xfe) == 18;
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
