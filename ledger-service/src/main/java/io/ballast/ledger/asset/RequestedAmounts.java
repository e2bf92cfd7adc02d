package io.ballast.ledger.asset;

import io.ballast.ledger.asset.AmountRules.Sign;
import io.ballast.ledger.problem.ProblemCode;
import io.ballast.ledger.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads the field {@code amount} of a request, together with its {@code asset}. */
@ApplicationScoped
public class RequestedAmounts {

    private static final String FIELD = "amount";

    private final Assets assets;
    private final AssetConfig config;

    RequestedAmounts(Assets assets, AssetConfig config) {
        this.assets = assets;
        this.config = config;
    }

    /**
     * The tenant's asset of that code; fails with the problem {@code unknown-asset} if there is none.
     *
     * @param code null for the default asset
     */
    public Uni<Asset> asset(String tenant, String code) {
        String wanted = code == null ? config.defaultCode() : code;
        return assets.find(tenant, wanted)
                .map(found -> found.orElseThrow(
                        () -> Problems.ofField(ProblemCode.UNKNOWN_ASSET, "asset", "names no asset of this tenant")));
    }

    /** The amount in the tenant's asset of that code; fails with a problem that names the field. */
    public Uni<AssetAmount> read(String tenant, RequestedAmount requested, String assetCode, Sign sign) {
        return asset(tenant, assetCode).map(asset -> read(requested, asset, sign));
    }

    /**
     * The amount in that asset.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 if it can not be used
     */
    public static AssetAmount read(RequestedAmount requested, Asset asset, Sign sign) {
        return read(FIELD, requested, asset, sign);
    }

    /** The same of another field. */
    public static AssetAmount read(String field, RequestedAmount requested, Asset asset, Sign sign) {
        return switch (AmountRules.parse(requested, asset, sign)) {
            case ParsedAmount.Units parsed -> new AssetAmount(asset, parsed.units());
            case ParsedAmount.Invalid invalid ->
                throw Problems.ofField(ProblemCode.INVALID_AMOUNT, field, invalid.message());
        };
    }
}
