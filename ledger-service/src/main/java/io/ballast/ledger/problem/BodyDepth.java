package io.ballast.ledger.problem;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Bounds how deep a body may be nested. */
@Singleton
class BodyDepth implements ObjectMapperCustomizer {

    private final int maxDepth;

    BodyDepth(BodyConfig config) {
        this.maxDepth = config.maxDepth();
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .build());
    }
}
