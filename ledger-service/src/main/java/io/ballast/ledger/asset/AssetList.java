package io.ballast.ledger.asset;

import java.util.List;

/** The assets of a tenant, by their code. */
public record AssetList(List<AssetView> items) {

    static AssetList of(List<Asset> assets) {
        return new AssetList(assets.stream().map(AssetView::of).toList());
    }
}
