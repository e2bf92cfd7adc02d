package io.ballast.ledger.opening;

import io.ballast.ledger.account.AccountType;
import io.ballast.ledger.account.Owner;
import io.ballast.ledger.asset.Asset;
import java.util.UUID;

/**
 * An account to be opened.
 *
 * @param units smallest units that it gets from the system account, maybe none
 */
record Opening(Owner owner, AccountType type, Asset asset, UUID systemAccountId, long units) {}
