package io.ballast.autodeposit.deposit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** A deposit's attempts as the database keeps them. */
final class AttemptJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};

    private AttemptJson() {}

    static String write(List<Attempt> attempts) {
        try {
            return JSON.writeValueAsString(attempts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static List<Attempt> read(String json) {
        try {
            return JSON.readValue(json, ATTEMPTS);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }
}
