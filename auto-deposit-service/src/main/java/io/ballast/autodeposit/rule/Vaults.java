package io.ballast.autodeposit.rule;

import java.util.Set;

/** Which contracts may take money on a network. */
public interface Vaults {

    /** The vaults of the network, the usual one first; none where deposits are off there. */
    Set<String> of(String network);
}
