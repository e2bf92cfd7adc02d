package io.ballast.ledger.asset;

/**
 * So many units of an asset.
 *
 * @param units smallest units without a sign, more than zero
 */
public record AssetAmount(Asset asset, long units) {}
