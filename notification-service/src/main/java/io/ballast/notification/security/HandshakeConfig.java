package io.ballast.notification.security;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Who may open a socket. */
@ConfigMapping(prefix = "ballast.handshake")
public interface HandshakeConfig {

    /** Origins whose pages may connect, such as {@code https://app.example.com}; a port may be {@code *}. Default: none. */
    Optional<List<String>> allowedOrigins();
}
