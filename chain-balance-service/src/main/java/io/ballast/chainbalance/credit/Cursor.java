package io.ballast.chainbalance.credit;

import java.util.Optional;

/**
 * Up to where a stream has been read: everything until there is recorded, nothing after it.
 *
 * @param height the last block (ledger, consensus time in seconds) that was read to its end
 * @param blockHash its hash, where the chain can take blocks back
 * @param position the chain's own cursor, where it has one
 */
public record Cursor(long height, Optional<String> blockHash, Optional<String> position) {

    /** The cursor of a chain of blocks. */
    public static Cursor at(long height, String blockHash) {
        return new Cursor(height, Optional.of(blockHash), Optional.empty());
    }

    /** The cursor of a chain that takes nothing back and names its events itself. */
    public static Cursor at(long height, Optional<String> position) {
        return new Cursor(height, Optional.empty(), position);
    }
}
