package io.ballast.chainbalance.chain;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Reads one network. Implementations never block the caller's thread and bound every call in time and size. */
public interface ChainReader {

    ChainNetwork network();

    AddressCheck check(String address);

    /** Everything that is to be known of a wallet of that role, by the network's configuration. */
    List<ChainRead> readsFor(WalletRole role, String address);

    /** Whether there is somebody to ask now; else a read would fail at once, since all who failed are left alone for a while. */
    default boolean isAskable() {
        return true;
    }

    /**
     * Answers all reads at one block. A read that goes wrong spoils only its own result.
     *
     * @return the reading, or a failure with {@link ChainUnavailable} if the network as a whole gave no answer
     */
    Uni<Reading> read(List<ChainRead> reads);

    /**
     * The same at the newest block that is at least that final.
     *
     * @return the reading, or a failure with {@link ChainUnavailable}; {@code finality_unsupported} where the chain's
     *     reader can not look back
     */
    default Uni<Reading> read(List<ChainRead> reads, Finality atLeast) {
        return atLeast == Finality.LATEST
                ? read(reads)
                : Uni.createFrom().failure(new ChainUnavailable("finality_unsupported"));
    }
}
