package io.ballast.chainbalance.wallet;

import io.ballast.chainbalance.problem.Problems;
import io.ballast.chainbalance.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The wallets that a caller may see; any other is as good as none. */
@ApplicationScoped
public class VisibleWallets {

    private final PgWallets wallets;

    VisibleWallets(PgWallets wallets) {
        this.wallets = wallets;
    }

    /**
     * The wallet of that id.
     *
     * @return the wallet, or a failure with {@link io.quarkiverse.resteasy.problem.HttpProblem} 404
     */
    public Uni<Wallet> find(Caller caller, String id) {
        return wallets.find(caller.tenant(), uuid(id)).map(found -> visible(caller, found));
    }

    private static Wallet visible(Caller caller, Optional<Wallet> found) {
        return found.filter(wallet -> WalletRequests.mayActFor(caller, wallet.owner()))
                .orElseThrow(VisibleWallets::notFound);
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notAUuid) {
            throw notFound();
        }
    }

    private static RuntimeException notFound() {
        return Problems.notFound("There is no such wallet.");
    }
}
