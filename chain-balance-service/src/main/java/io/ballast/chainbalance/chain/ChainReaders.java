package io.ballast.chainbalance.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The readers of all configured networks. */
@ApplicationScoped
public class ChainReaders {

    private final Map<ChainNetwork, ChainReader> readers;

    ChainReaders(@Any Instance<ReaderSource> sources) {
        readers = sources.stream()
                .flatMap(source -> source.readers().stream())
                .collect(Collectors.toUnmodifiableMap(ChainReader::network, Function.identity()));
    }

    public Optional<ChainReader> of(ChainNetwork network) {
        return Optional.ofNullable(readers.get(network));
    }

    public Collection<ChainReader> all() {
        return readers.values();
    }
}
