package io.ballast.notification.push.service;

import io.ballast.events.address.PublicAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/**
 * Finds the address behind a name, unless any of the name's addresses is a private one.
 *
 * @param loopback whether this machine is good, too
 */
record Targets(boolean loopback) {

    /** The name stands for an address that nothing is sent to. */
    static final class ForbiddenTarget extends IOException {

        private static final long serialVersionUID = 1L;

        ForbiddenTarget() {
            super("The push service's address is not public");
        }
    }

    /**
     * Asks the resolver, so not to be called on an event loop. Connect to this very address: another answer may differ.
     *
     * @throws UncheckedIOException with {@link ForbiddenTarget}, or if the name has no address
     */
    InetAddress resolve(String host) {
        try {
            InetAddress[] all = InetAddress.getAllByName(host);
            if (!Stream.of(all).allMatch(this::isAllowed)) {
                throw new UncheckedIOException(new ForbiddenTarget());
            }
            return all[0];
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isAllowed(InetAddress address) {
        return PublicAddresses.contain(address) || loopback && address.isLoopbackAddress();
    }
}
