package io.ballast.events.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.ballast.events.EventData;
import io.ballast.events.EventType;

/**
 * The one JSON form of Ballast, for events and for HTTP.
 *
 * <ul>
 *   <li>A {@code BigDecimal} is a number in plain notation with exactly its digits ({@code 150.50}, never {@code 1.505E2});
 *       numbers are read into {@code BigDecimal}, no amount passes through binary floating point, and a fraction is
 *       refused where a whole number belongs.
 *   <li>An {@code Instant} is an RFC 3339 string in UTC.
 *   <li>What is null is left out; a reader treats an absent field and a null alike. A type whose clients need the null
 *       says so itself with {@code @JsonInclude(ALWAYS)}.
 *   <li>Fields that are not known are ignored, so that a contract can grow.
 * </ul>
 */
public final class EventJson {

    private static final ObjectMapper MAPPER = configure(new ObjectMapper());

    private EventJson() {}

    /** The shared mapper; do not configure it further. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Gives a mapper this form and returns it. */
    public static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.registerModule(new JavaTimeModule())
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
                .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false)
                .configure(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, false)
                .configure(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS, false)
                .configure(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, true)
                .configure(DeserializationFeature.ACCEPT_FLOAT_AS_INT, false)
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    }

    /**
     * @throws IllegalArgumentException if a required component is null
     */
    public static String write(EventData data) {
        RequiredComponents.check(data);
        try {
            return MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON for " + data.eventType().wireName(), e);
        }
    }

    /**
     * @throws IllegalArgumentException if the text is no JSON, does not fit the type, or lacks what the type requires; the
     *     message names no value
     */
    public static EventData read(EventType type, String json) {
        try {
            EventData data = MAPPER.readerFor(DataClasses.of(type))
                    .with(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .readValue(json);
            if (data == null) {
                throw new IllegalArgumentException(type.wireName() + " is null");
            }
            RequiredComponents.check(data);
            return data;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The JSON is no " + type.wireName(), e);
        }
    }
}
