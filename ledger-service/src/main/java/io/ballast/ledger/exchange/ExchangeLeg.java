package io.ballast.ledger.exchange;

import io.ballast.ledger.asset.AssetAmount;
import java.util.UUID;

/** One of the two movements of an exchange. */
record ExchangeLeg(UUID transactionId, UUID from, UUID to, AssetAmount amount) {}
