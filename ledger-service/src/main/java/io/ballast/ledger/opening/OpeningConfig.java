package io.ballast.ledger.opening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/** What a new account of the default asset holds; an account of another asset holds nothing. */
@ConfigMapping(prefix = "ballast.opening")
public interface OpeningConfig {

    /** The opening balance of a personal account, in whole units of the default asset; 0 for none. */
    @WithDefault("10000")
    BigDecimal personalBalance();

    /** The opening balance of a company account, in whole units of the default asset; 0 for none. */
    @WithDefault("0")
    BigDecimal companyBalance();
}
