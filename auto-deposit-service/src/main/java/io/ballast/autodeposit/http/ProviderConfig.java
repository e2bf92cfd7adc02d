package io.ballast.autodeposit.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which hosts RPC servers and signers may be: the settings are those of chain-balance-service. */
@ConfigMapping(prefix = "ballast.providers")
public interface ProviderConfig {

    /** The only hosts that may be called; without any, every public one. */
    Optional<List<String>> allowedHosts();

    /**
     * Hosts that may be private or loopback addresses, by name or address as written in the URL. Everything else that is
     * or resolves to such an address is refused.
     */
    Optional<List<String>> allowedPrivateHosts();
}
