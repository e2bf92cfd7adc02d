package io.ballast.ledger.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemCodeTest {

    @ParameterizedTest
    @EnumSource
    void givenACode_whenTheDescriptionOfTheApiIsRead_thenItIsListed(ProblemCode code) throws IOException {
        assertTrue(Files.readString(Path.of("openapi.yaml")).contains("          - " + code.code() + "\n"));
    }

    @Test
    void givenACode_whenItsTypeIsWritten_thenItIsAStableName() {
        assertEquals(
                "urn:ballast:problem:insufficient-funds",
                ProblemCode.INSUFFICIENT_FUNDS.type().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "400, MALFORMED_REQUEST",
        "404, NOT_FOUND",
        "418, MALFORMED_REQUEST",
        "500, INTERNAL_ERROR",
        "599, INTERNAL_ERROR"
    })
    void givenAStatusOfTheFramework_whenItIsNamed_thenItHasACodeOfOurs(int status, ProblemCode code) {
        assertEquals(code, ProblemCode.ofStatus(status));
    }
}
