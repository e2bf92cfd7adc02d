package io.ballast.autodeposit;

import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.ballast.infrastructure.testkit.ServiceTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service with real PostgreSQL and Kafka and the Stellar sandbox, and what a test needs to talk to all of them. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka,stellar")
        })
public abstract class RunningService extends ServiceTest<DatabaseFixture> {

    protected static final String DATABASE = "auto_deposit";

    protected KafkaFixture kafka;
    protected StellarSandbox stellar;

    protected RunningService() {
        super(DATABASE, DatabaseFixture::new);
    }

    @BeforeEach
    void openKafka() {
        kafka = new KafkaFixture(broker.bootstrapServers());
    }

    @AfterEach
    void closeKafka() {
        kafka.close();
    }
}
