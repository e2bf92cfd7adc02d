package io.ballast.autodeposit.execution;

import io.ballast.autodeposit.deposit.Progress;

/**
 * What one step came to.
 *
 * @param progress what is to be written down
 * @param waiting whether nothing can be done at once: the network or the signer needs time
 */
record Step(Progress progress, boolean waiting) {}
