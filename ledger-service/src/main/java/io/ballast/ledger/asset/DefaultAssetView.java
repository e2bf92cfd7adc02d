package io.ballast.ledger.asset;

/**
 * The asset that is meant when none is named.
 *
 * @param code for example {@code USD}
 */
public record DefaultAssetView(String code) {}
