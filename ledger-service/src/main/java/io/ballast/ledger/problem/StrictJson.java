package io.ballast.ledger.problem;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Reads of a body what stands there, or nothing: no second value under one name, nothing behind the end, no rounding,
 * no field that nobody reads: a name that is misspelt would else be an answer to another question.
 */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    private final int maxDepth;

    StrictJson(BodyConfig config) {
        this.maxDepth = config.maxDepth();
    }

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .build());
        mapper.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    }

    /** After the form that all services share, which passes over what later events may have. */
    @Override
    public int priority() {
        return DEFAULT_PRIORITY - 1;
    }
}
