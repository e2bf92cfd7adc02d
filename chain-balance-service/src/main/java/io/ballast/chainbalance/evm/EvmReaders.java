package io.ballast.chainbalance.evm;

import io.ballast.chainbalance.chain.ChainReader;
import io.ballast.chainbalance.chain.ReaderSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes a reader of each configured EVM network. */
@ApplicationScoped
public class EvmReaders implements ReaderSource {

    private final List<ChainReader> readers;

    EvmReaders(EvmNetworks networks) {
        readers = networks.all().stream().<ChainReader>map(EvmChainReader::new).toList();
    }

    @Override
    public List<ChainReader> readers() {
        return readers;
    }
}
