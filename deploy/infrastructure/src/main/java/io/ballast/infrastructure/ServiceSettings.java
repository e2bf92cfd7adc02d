package io.ballast.infrastructure;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration that points a service at the parts. Plain settings are made for a command line ({@code -Dname=…})
 * and secrets for the environment, where other users of the machine cannot read them.
 */
public final class ServiceSettings {

    private final Map<String, String> plain = new TreeMap<>();
    private final Map<String, String> secret = new TreeMap<>();

    private ServiceSettings() {}

    public static ServiceSettings create() {
        return new ServiceSettings();
    }

    /** The database of a service: {@code chain-balance-service} has {@code chain_balance}. */
    public static String databaseName(String service) {
        return service.replaceFirst("-service$", "").replace('-', '_');
    }

    /** The service's own role for the clients, the owner for Flyway, which migrates when the service starts. */
    public ServiceSettings database(Database database) {
        plain.put("quarkus.datasource.reactive.url", database.reactiveUrl());
        plain.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
        plain.put("quarkus.datasource.username", database.role());
        secret.put("quarkus.datasource.password", database.rolePassword());
        plain.put("quarkus.flyway.username", database.owner());
        secret.put("quarkus.flyway.password", database.ownerPassword());
        plain.put("quarkus.flyway.placeholders.service_role", database.role());
        plain.put("quarkus.flyway.migrate-at-start", "true");
        return this;
    }

    public ServiceSettings kafka(KafkaBroker kafka) {
        plain.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        return this;
    }

    /** All brokers of it. */
    public ServiceSettings kafka(KafkaCluster kafka) {
        plain.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        return this;
    }

    /** Whichever is the primary. */
    public ServiceSettings redis(RedisPair redis) {
        plain.put("quarkus.redis.hosts", redis.url());
        return this;
    }

    public ServiceSettings redis(RedisServer redis) {
        plain.put("quarkus.redis.hosts", redis.url());
        redis.password().ifPresent(password -> secret.put("quarkus.redis.password", password));
        return this;
    }

    public ServiceSettings evm(EvmNode node) {
        plain.put("ballast.evm.rpc-url", node.rpcUrl());
        plain.put("ballast.evm.web-socket-url", node.webSocketUrl());
        plain.put("ballast.evm.chain-id", Long.toString(EvmNode.CHAIN_ID));
        plain.put("ballast.evm.multicall-address", EvmNode.MULTICALL);
        plain.put("ballast.evm.token-address", node.tokenAddress());
        return this;
    }

    public ServiceSettings hedera(HederaSandbox sandbox) {
        plain.put("ballast.hedera.mirror-url", sandbox.mirrorUrl());
        plain.put("ballast.hedera.consensus-node", HederaSandbox.NODE_ACCOUNT + "@" + sandbox.nodeAddress());
        plain.put("ballast.hedera.smiles-token", HederaSandbox.SMILES);
        return this;
    }

    public ServiceSettings stellar(StellarSandbox sandbox) {
        plain.put("ballast.stellar.rpc-url", sandbox.rpcUrl());
        plain.put("ballast.stellar.horizon-url", sandbox.horizonUrl());
        plain.put("ballast.stellar.passphrase", StellarSandbox.networkPassphrase());
        plain.put("ballast.stellar.usdc-issuer", StellarSandbox.usdcIssuer());
        plain.put("ballast.stellar.vault", StellarSandbox.vaultContract());
        // auto-deposit-service signs for the accounts of these names; everybody knows their keys
        secret.put(
                "ballast.stellar.local-seeds",
                StellarSandbox.SIGNING.stream()
                        .map(name -> new String(StellarSandbox.key(name).getSecretSeed()))
                        .collect(Collectors.joining(",")));
        return this;
    }

    /** What browsers' push services know the sender by, and whom they can turn to. */
    public ServiceSettings webPush(WebPushKeys keys, String subject) {
        plain.put("ballast.push.web.public-key", keys.publicKey());
        secret.put("ballast.push.web.private-key", keys.privateKey());
        plain.put("ballast.push.web.subject", subject);
        return this;
    }

    /** Where the keys are that tokens of {@link TokenIssuer} verify against. */
    public ServiceSettings tokens(String jwksUrl) {
        plain.put("BALLAST_JWT_JWKS_URL", jwksUrl);
        plain.put("BALLAST_JWT_ISSUER", TokenIssuer.ISSUER);
        plain.put("BALLAST_JWT_AUDIENCE", TokenIssuer.AUDIENCE);
        return this;
    }

    /** Everything, by property name. */
    public Map<String, String> properties() {
        Map<String, String> all = new TreeMap<>(plain);
        all.putAll(secret);
        return all;
    }

    /** What may stand on a command line, by property name. */
    public Map<String, String> plain() {
        return Collections.unmodifiableMap(plain);
    }

    /** The secrets, by the name of their environment variable. */
    public Map<String, String> environment() {
        return environment(secret);
    }

    /** Everything, by the name of its environment variable: for who has no command line to say it on, as a container. */
    public Map<String, String> wholeEnvironment() {
        return environment(properties());
    }

    private static Map<String, String> environment(Map<String, String> properties) {
        Map<String, String> environment = new TreeMap<>();
        properties.forEach((name, value) -> environment.put(environmentName(name), value));
        return environment;
    }

    /** Names only: this may be logged. */
    @Override
    public String toString() {
        return plain + " and secrets " + secret.keySet();
    }

    private static String environmentName(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
