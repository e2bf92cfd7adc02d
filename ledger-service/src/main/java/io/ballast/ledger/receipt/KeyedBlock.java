package io.ballast.ledger.receipt;

/** A block and the key of the salts in it. */
record KeyedBlock(SealedBlock sealed, SaltKey saltKey) {}
