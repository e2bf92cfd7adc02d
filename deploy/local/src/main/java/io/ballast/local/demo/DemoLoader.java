package io.ballast.local.demo;

import io.ballast.local.demo.DemoData.Account;
import io.ballast.local.demo.DemoData.Wallet;
import io.ballast.local.home.Home;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Loads the demo accounts and wallets through the public API, on the first start only. Each step can be done again
 * without harm, so a load that was interrupted is completed by the next start.
 */
public final class DemoLoader {

    private static final String DONE = "demo";
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Home home;
    private final URI gateway;
    private final String adminToken;
    private final Funds funds;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();

    /** Gives wallets what they begin with; what is there already stays. */
    public interface Funds {

        /** Test tokens in their smallest unit, so that the address has at least as many. */
        void evm(String address, BigInteger units);

        /** A Stellar account of the key with that name, which trusts USDC and has so much of it, unless there is one. */
        void stellar(String key, long usdcUnits);

        /** The Hedera account {@code 0.0.N} with so many tinybars and Smiles, unless there is one. */
        void hedera(String account, long tinybars, long smiles);
    }

    public DemoLoader(Home home, URI gateway, String adminToken, Funds funds) {
        this.home = home;
        this.gateway = gateway;
        this.adminToken = adminToken;
        this.funds = funds;
    }

    /**
     * Loads what is not loaded yet. Returns whether there was anything to do.
     *
     * @throws IllegalStateException if a service refuses, with its answer
     */
    public boolean load() {
        if (home.isDone(DONE)) {
            return false;
        }
        DemoData data = DemoData.packaged();
        data.accounts().forEach(this::open);
        data.wallets().forEach(this::register);
        home.markDone(DONE);
        return true;
    }

    private void open(Account account) {
        JsonObject body = new JsonObject()
                .put("ownerType", account.ownerType())
                .put("ownerId", account.ownerId())
                .put("type", account.type());
        post("/v1/accounts", body, "demo-account-" + account.ownerId());
    }

    private void register(Wallet wallet) {
        fund(wallet);
        JsonObject body = new JsonObject()
                .put("ownerType", wallet.ownerType())
                .put("ownerId", wallet.ownerId())
                .put("chain", wallet.chain())
                .put("network", wallet.network())
                .put("role", wallet.role())
                .put("address", wallet.address());
        post("/v1/wallets", body, "demo-wallet-" + wallet.address());
    }

    private void fund(Wallet wallet) {
        switch (wallet.chain()) {
            case "evm" -> funds.evm(wallet.address(), wallet.tokenUnits());
            case "stellar" -> funds.stellar(wallet.key(), wallet.usdcUnits());
            case "hedera" -> funds.hedera(wallet.address(), wallet.tinybars(), wallet.smiles());
            default -> throw new IllegalStateException("No funds on " + wallet.chain());
        }
    }

    private void post(String path, JsonObject body, String key) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(BOUND)
                .header("Authorization", "Bearer " + adminToken)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> response = send(request);
        // 409: it was there already, from a load that was interrupted or by somebody's hand
        if (response.statusCode() / 100 != 2 && response.statusCode() != 409) {
            throw new IllegalStateException("POST " + path + " was answered with " + response.statusCode() + ": "
                    + response.body().strip());
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
