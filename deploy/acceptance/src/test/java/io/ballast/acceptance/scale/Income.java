package io.ballast.acceptance.scale;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ballast.infrastructure.StellarSandbox;
import io.ballast.infrastructure.TokenIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.stellar.sdk.KeyPair;

/**
 * A user's Stellar wallet whose income moves itself into the vault: chain-balance-service sees it, auto-deposit-service moves
 * it, notification-service tells of it. Each payment has to move once.
 */
final class Income {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    /** Not one of those whose accounts the acceptance tests open. */
    private static final String OWNER = "deposit-40";

    private static final long USDC = 10_000_000;
    private static final long KEPT = 50 * USDC;
    private static final long PAID = 100 * USDC;

    private final StellarSandbox network;
    private final Oracle owner;
    private final String account;
    private int payments;

    private Income(StellarSandbox network, Oracle owner, String account) {
        this.network = network;
        this.owner = owner;
        this.account = account;
    }

    /** A wallet with 50 USDC and a rule; what comes from now on is income. */
    static Income of(User user, Oracle oracle, ScaledSet set) {
        KeyPair key = StellarSandbox.key(OWNER);
        set.stellar().open(key, KEPT);
        Client wallets = new Client(new RoundRobin(set.deployment(Service.CHAIN_BALANCE)));
        Client deposits = new Client(new RoundRobin(set.deployment(Service.AUTO_DEPOSIT)));
        String wallet = register(wallets, set.tokens(), user, key.getAccountId());
        await("the rule")
                .atMost(PATIENCE)
                .until(() -> deposits.get(user.token(), "/v1/deposit-rules").size() == 1);
        await("the first snapshot")
                .atMost(PATIENCE)
                .until(() -> snapshots(deposits, user).size() == 1);
        deposits.put(user.token(), "/v1/deposit-rules/" + wallet, "{\"enabled\":true,\"floor\":20}");
        return new Income(set.stellar(), oracle, key.getAccountId());
    }

    /** 100 USDC arrive. */
    void pay() {
        network.mint(account, PAID);
        payments++;
    }

    /** Whether the owner was told that all of it is in the vault. */
    boolean isTold() {
        return owner.count("deposit_confirmed") >= payments;
    }

    /** What must not be; empty if each payment moved once and was told of once. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        int told = owner.count("deposit_confirmed");
        if (told != payments) {
            broken.add("%d payments came in, %d deposits were told of".formatted(payments, told));
        }
        long left = network.usdcOf(account);
        if (left != KEPT) {
            broken.add("the wallet has %d units, not %d".formatted(left, KEPT));
        }
        return broken;
    }

    private static String register(Client wallets, TokenIssuer tokens, User user, String account) {
        return wallets.post(
                        tokens.token("admin-1", "admin").sign(),
                        "/v1/wallets",
                        ("{\"chain\":\"stellar\",\"network\":\"local\",\"address\":\"%s\",\"role\":\"custodial\","
                                        + "\"ownerType\":\"user\",\"ownerId\":\"%s\"}")
                                .formatted(account, user.id()))
                .get("id")
                .asText();
    }

    private static JsonNode snapshots(Client deposits, User user) {
        return deposits.get(user.token(), "/v1/snapshots?type=poll").get("items");
    }
}
