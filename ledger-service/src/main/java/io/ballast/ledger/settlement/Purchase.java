package io.ballast.ledger.settlement;

import io.ballast.ledger.account.Account;

/**
 * A purchase that can be settled.
 *
 * @param index its place in the request, from 0
 * @param company the account of who sold
 * @param units smallest units, for all of the quantity
 * @param buyer who bought, or null
 */
record Purchase(int index, Account company, String product, long quantity, long units, String buyer) {}
