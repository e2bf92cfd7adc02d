package io.ballast.chainbalance;

import io.ballast.infrastructure.EvmNode;
import io.ballast.infrastructure.HederaSandbox;
import io.ballast.infrastructure.RedisServer;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.quarkus.BallastTestResource;
import io.ballast.infrastructure.testkit.ServiceTest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The service with all its real parts, EVM, Hedera and Stellar among them, and what a test needs to talk to them. */
@QuarkusTestResource(
        value = BallastTestResource.class,
        initArgs = {
            @ResourceArg(name = "database", value = RunningService.DATABASE),
            @ResourceArg(name = "parts", value = "postgres,kafka,redis,evm,hedera,stellar")
        })
public abstract class RunningService extends ServiceTest<DatabaseFixture> {

    protected static final String DATABASE = "chain_balance";

    /** The spender that application.properties names for the local network. */
    protected static final String SPENDER = "0x4bFb41d5B3570DeFd03C39a9A4D8dE6Bd8B8982E";

    private static final int ADDRESS_BYTES = 20;

    protected EvmNode evm;
    protected HederaSandbox hedera;
    protected StellarSandbox stellar;
    protected RedisServer redis;

    protected RunningService() {
        super(DATABASE, DatabaseFixture::new);
    }

    /** Registers a wallet for this test's user; its id. */
    protected UUID register(String address, String role) {
        return UUID.fromString(
                registration(asUser(), address, role).statusCode(201).extract().path("id"));
    }

    protected static ValidatableResponse registration(RequestSpecification request, String address, String role) {
        return request.body(Map.of("chain", "evm", "network", "local", "address", address, "role", role))
                .post("/v1/wallets")
                .then();
    }

    /** An address that nobody has used before, in lower case. */
    protected static String newAddress() {
        byte[] bytes = new byte[ADDRESS_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
