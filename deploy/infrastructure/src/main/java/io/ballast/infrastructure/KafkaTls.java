package io.ballast.infrastructure;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * Two more listeners of a broker, by the name {@code localhost}: one asks its clients for a certificate, one for a user
 * and password (SCRAM). The plain one stays, for who starts the broker.
 *
 * @param certificate the broker's private key and its certificates, in one PEM file
 * @param clientAuthority who signs clients' certificates, a PEM file
 * @param rights whether users may do what they were given a right to, and nothing else
 */
record KafkaTls(int mutualPort, int scramPort, Path certificate, Path clientAuthority, boolean rights) {

    static final String MECHANISM = "SCRAM-SHA-512";

    void addTo(Properties settings) {
        String listeners = ",MUTUAL://localhost:" + mutualPort + ",SCRAM://localhost:" + scramPort;
        settings.merge("listeners", listeners, KafkaTls::joined);
        settings.merge("advertised.listeners", listeners, KafkaTls::joined);
        settings.merge("listener.security.protocol.map", ",MUTUAL:SSL,SCRAM:SASL_SSL", KafkaTls::joined);
        settings.setProperty("ssl.keystore.type", "PEM");
        settings.setProperty("ssl.keystore.location", certificate.toString());
        settings.setProperty("listener.name.mutual.ssl.client.auth", "required");
        settings.setProperty("listener.name.mutual.ssl.truststore.type", "PEM");
        settings.setProperty("listener.name.mutual.ssl.truststore.location", clientAuthority.toString());
        settings.setProperty("sasl.enabled.mechanisms", MECHANISM);
        settings.setProperty(
                "listener.name.scram." + MECHANISM.toLowerCase(Locale.ROOT) + ".sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        if (rights) {
            settings.setProperty("authorizer.class.name", StandardAuthorizer.class.getName());
            // The plain listener and the controller's: who starts the broker, and the broker itself
            settings.setProperty("super.users", "User:ANONYMOUS");
        }
    }

    private static Object joined(Object before, Object more) {
        return before.toString() + more;
    }
}
