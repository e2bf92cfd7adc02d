package io.ballast.events.json;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Optional;

/** Says which field of a body is none that there is, in the client's own word. */
public final class UnknownField {

    /** Of a client's own words, as much as it takes to find them again. */
    private static final int MAX_NAME = 64;

    private UnknownField() {}

    /** A sentence for the client; empty if the failure is another one. */
    public static Optional<String> detail(Throwable cause) {
        return cause instanceof UnrecognizedPropertyException unknown
                ? Optional.of("There is no field \"%s\" here.".formatted(abbreviated(unknown.getPropertyName())))
                : Optional.empty();
    }

    private static String abbreviated(String name) {
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
    }
}
