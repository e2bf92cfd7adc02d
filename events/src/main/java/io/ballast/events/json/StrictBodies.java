package io.ballast.events.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/**
 * Has a service's own mapper, and so every HTTP request, read what stands there or nothing: no second value under one name,
 * nothing behind the end, no field that nobody reads: a floor or an owner whose name is misspelt would else be none.
 */
@Singleton
class StrictBodies implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** After {@link SharedJsonForm}, which passes over what later events may have. */
    @Override
    public int priority() {
        return DEFAULT_PRIORITY - 1;
    }
}
