package io.ballast.operations.images;

import io.ballast.events.Topics;
import io.ballast.infrastructure.Database;
import io.ballast.infrastructure.JwksServer;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.ServiceSettings;
import io.ballast.infrastructure.TokenIssuer;
import java.util.HashMap;
import java.util.Map;

/** What a service needs before it is ready: PostgreSQL, Kafka with all topics, Redis, and the keys of who issues tokens. */
final class ServiceParts implements AutoCloseable {

    private final PostgresServer postgres = PostgresServer.start();
    private final KafkaBroker kafka = KafkaBroker.start();
    private final RedisServer redis = RedisServer.start();
    private final JwksServer keys = JwksServer.start(TokenIssuer.create());
    private final Map<String, Database> databases = new HashMap<>();

    private ServiceParts() {
        kafka.createTopics(Topics.all(), 1);
    }

    static ServiceParts start() {
        return new ServiceParts();
    }

    /** All that a service is told, by its environment alone. Each has a database of its own. */
    Map<String, String> environment(String service, int port, int management) {
        Map<String, String> environment = ServiceSettings.create()
                .database(databases.computeIfAbsent(ServiceSettings.databaseName(service), postgres::createDatabase))
                .kafka(kafka)
                .redis(redis)
                .tokens(keys.url())
                .wholeEnvironment();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(management));
        return environment;
    }

    @Override
    public void close() {
        redis.close();
        kafka.close();
        postgres.close();
        keys.close();
    }
}
