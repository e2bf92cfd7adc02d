package io.ballast.chainbalance.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ballast.chainbalance.balance.AssetTotal;
import io.ballast.chainbalance.balance.Holdings;
import io.ballast.chainbalance.balance.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A user's profile as far as it is on chain. {@code smiles} and {@code hbar} are what existing clients know; the rest was
 * added.
 *
 * @param asOf when the older of the two was true, or null without a wallet
 */
@Schema(name = "UserProfile")
public record ProfileResponse(
        boolean success,
        String id,
        BigDecimal smiles,
        BigDecimal hbar,
        @Schema(nullable = true) Instant timestamp,
        String source,
        boolean cached,
        boolean updating,
        boolean stale,
        @Schema(nullable = true) Instant asOf,
        @JsonProperty("smiles_status") Status smilesStatus,
        @JsonProperty("hbar_status") Status hbarStatus) {

    private static final String SOURCE = "blockchain";

    /** Empty if one of the two is not known: what is not known is not shown as a zero. */
    static Optional<ProfileResponse> of(String userId, Holdings holdings, String smilesAsset, String hbarAsset) {
        AssetTotal smiles = total(holdings, smilesAsset);
        AssetTotal hbar = total(holdings, hbarAsset);
        if (smiles.amount() == null || hbar.amount() == null) {
            return Optional.empty();
        }
        Instant asOf = Stream.of(smiles, hbar)
                .flatMap(total -> Optional.ofNullable(total.asOf()).stream())
                .min(Instant::compareTo)
                .orElse(null);
        return Optional.of(new ProfileResponse(
                true,
                userId,
                smiles.amount(),
                hbar.amount(),
                asOf,
                SOURCE,
                !holdings.live(),
                holdings.updating(),
                smiles.stale() || hbar.stale(),
                asOf,
                smiles.status(),
                hbar.status()));
    }

    /** Zero, and absent, only where there is no wallet. */
    private static AssetTotal total(Holdings holdings, String asset) {
        return holdings.of(asset)
                .orElseGet(() -> holdings.registered()
                        ? new AssetTotal(asset, null, Status.UNKNOWN, null)
                        : new AssetTotal(asset, BigDecimal.ZERO, Status.ABSENT, null));
    }
}
