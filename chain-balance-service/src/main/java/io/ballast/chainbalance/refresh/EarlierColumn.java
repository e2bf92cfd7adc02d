package io.ballast.chainbalance.refresh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;

/** How earlier readings are written beside the newest: as JSON, since no statement looks into them. */
final class EarlierColumn {

    private static final TypeReference<List<KnownValue>> VALUES = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final ObjectReader reader;

    EarlierColumn(ObjectMapper mapper) {
        this.mapper = mapper;
        // a later version may have written more
        this.reader = mapper.readerFor(VALUES).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Null if there are none. */
    String write(List<KnownValue> values) {
        try {
            return values.isEmpty() ? null : mapper.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for earlier readings", e);
        }
    }

    List<KnownValue> read(String json) {
        try {
            return json == null ? List.of() : reader.readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Earlier readings that can not be read", e);
        }
    }
}
