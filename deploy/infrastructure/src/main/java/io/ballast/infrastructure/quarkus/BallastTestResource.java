package io.ballast.infrastructure.quarkus;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager.TestInjector.MatchesType;
import java.util.Map;
import java.util.Set;

/**
 * Real parts for a {@code @QuarkusTest}, started in parallel on free ports, and the service's configuration to use them.
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(value = BallastTestResource.class, initArgs = {
 *     @ResourceArg(name = "database", value = "ledger"),
 *     @ResourceArg(name = "parts", value = "postgres,kafka,redis")})
 * }</pre>
 *
 * <p>{@code parts} are any of {@code postgres} (with the {@code database}), {@code kafka} (topics of 3 partitions come
 * into being when first used), {@code redis}, {@code evm}, {@code hedera} and {@code stellar}; tokens are always there. Test fields of the types
 * {@link TokenIssuer}, {@link PostgresServer}, {@link KafkaBroker}, {@link RedisServer}, {@link EvmNode}, {@link HederaSandbox},
 * {@link StellarSandbox} are filled. Quarkus starts a
 * resource once for all tests of a module that name it with the same arguments.
 */
public final class BallastTestResource implements QuarkusTestResourceLifecycleManager {

    private Set<String> wanted = Set.of();
    private String database;
    private Parts parts;

    @Override
    public void init(Map<String, String> arguments) {
        wanted = Set.of(arguments.getOrDefault("parts", "postgres,kafka,redis").split("\\s*,\\s*"));
        database = arguments.get("database");
        if (wanted.contains(Parts.POSTGRES) && database == null) {
            throw new IllegalArgumentException("BallastTestResource with postgres needs the argument 'database'");
        }
    }

    @Override
    public Map<String, String> start() {
        parts = Parts.start(wanted);
        ServiceSettings settings = ServiceSettings.create().tokens(parts.jwks().url());
        parts.postgres().ifPresent(postgres -> settings.database(postgres.createDatabase(database)));
        parts.kafka().ifPresent(settings::kafka);
        parts.redis().ifPresent(settings::redis);
        parts.evm().ifPresent(settings::evm);
        parts.hedera().ifPresent(settings::hedera);
        parts.stellar().ifPresent(settings::stellar);
        Map<String, String> properties = settings.properties();
        properties.put("quarkus.http.test-port", "0");
        properties.put("quarkus.management.test-port", "0");
        return properties;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(parts.tokens(), new MatchesType(TokenIssuer.class));
        injector.injectIntoFields(parts.jwks(), new MatchesType(JwksServer.class));
        parts.postgres().ifPresent(part -> injector.injectIntoFields(part, new MatchesType(PostgresServer.class)));
        parts.kafka().ifPresent(part -> injector.injectIntoFields(part, new MatchesType(KafkaBroker.class)));
        parts.redis().ifPresent(part -> injector.injectIntoFields(part, new MatchesType(RedisServer.class)));
        parts.evm().ifPresent(part -> injector.injectIntoFields(part, new MatchesType(EvmNode.class)));
        parts.hedera().ifPresent(part -> injector.injectIntoFields(part, new MatchesType(HederaSandbox.class)));
        parts.stellar().ifPresent(part -> injector.injectIntoFields(part, new MatchesType(StellarSandbox.class)));
    }

    @Override
    public void stop() {
        if (parts != null) {
            parts.close();
            parts = null;
        }
    }
}
