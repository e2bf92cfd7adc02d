package io.ballast.ledger.recalculation;

import io.ballast.ledger.account.AccountState;

/**
 * A balance that an account was given.
 *
 * @param backup smallest units that the cached backup said
 * @param fromBackup whether that is where the balance comes from
 */
record SyncedBalance(AccountState state, long backup, boolean fromBackup) {}
