package io.ballast.ledger.opening;

import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.asset.Asset;
import io.ballast.ledger.asset.AssetConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** Knows what a new account gets. */
@ApplicationScoped
class OpeningBalances {

    private final OpeningConfig config;
    private final String defaultAsset;

    OpeningBalances(OpeningConfig config, AssetConfig assets) {
        this.config = config;
        this.defaultAsset = assets.defaultCode();
    }

    /** Smallest units, zero or more. */
    long units(AccountType type, Asset asset) {
        if (!asset.code().equals(defaultAsset)) {
            return 0;
        }
        BigDecimal balance = type == AccountType.COMPANY ? config.companyBalance() : config.personalBalance();
        return balance.movePointRight(asset.scale()).longValueExact();
    }
}
