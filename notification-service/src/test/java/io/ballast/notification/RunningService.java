package io.ballast.notification;

import io.ballast.events.Event;
import io.ballast.infrastructure.KafkaBroker;
import io.ballast.infrastructure.PostgresServer;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.TokenIssuer;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.ballast.notification.push.PushServerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;

/** The service with real PostgreSQL, Kafka and Redis, and what a test needs to talk to them. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka,redis")
        })
@QuarkusTestResource(PushServerResource.class)
public abstract class RunningService {

    protected static final String DATABASE = "notification";

    @TestHTTPResource("/balance")
    protected URI balance;

    @TestHTTPResource(value = "/", management = true)
    protected URI management;

    protected TokenIssuer tokens;
    protected KafkaBroker kafka;
    protected RedisServer redis;
    protected PostgresServer postgres;

    /** A socket of the account's owner that has been given its balance: what is published from now on comes as an event. */
    protected SocketClient connect(LedgerFixture of) {
        SocketClient client = connecting(of);
        client.awaitData("balance_initial");
        return client;
    }

    /** A socket of the account's owner that may still be opening. */
    protected SocketClient connecting(LedgerFixture of) {
        return SocketClient.connect(balance, token(of));
    }

    /** A token of the account's owner. */
    protected String token(LedgerFixture of) {
        return tokens.token(of.userId(), "user").tenant(of.tenant()).sign();
    }

    protected void publish(Event<?>... events) {
        LedgerFixture.publish(kafka, events);
    }
}
