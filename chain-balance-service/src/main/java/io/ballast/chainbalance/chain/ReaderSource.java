package io.ballast.chainbalance.chain;

import java.util.List;

/** One kind of chain; gives a reader for each of its configured networks. */
public interface ReaderSource {

    List<ChainReader> readers();
}
