package io.ballast.chainbalance.credit;

/**
 * A cursor that this replica may move, as long as its lease lasts; every move renews that.
 *
 * @param version the move that was seen last; a holder that another has overtaken meanwhile moves nothing
 */
public record HeldCursor(CreditStream stream, Cursor cursor, long version) {}
