package io.ballast.chainbalance.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What {@code GET /api/user/profile} shows. */
@ConfigMapping(prefix = "ballast.profile")
public interface ProfileConfig {

    /** The Hedera network whose wallets count. */
    @WithDefault("local")
    String network();

    /** The symbol of what is shown as {@code smiles}. */
    @WithDefault("SMILES")
    String smilesAsset();

    /** The symbol of what is shown as {@code hbar}. */
    @WithDefault("HBAR")
    String hbarAsset();
}
