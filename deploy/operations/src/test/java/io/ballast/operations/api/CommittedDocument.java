package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ballast.operations.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that is made of others, and committed. */
final class CommittedDocument {

    private static final String UPDATE = "ballast.openapi.update";
    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private CommittedDocument() {}

    /** The file says what was made; with {@code -Dballast.openapi.update=true} it is written anew instead. */
    static void assertIs(String file, JsonNode made) {
        Path committed = Checkout.file(file);
        try {
            String text = YAML.writeValueAsString(made);
            if (Boolean.getBoolean(UPDATE)) {
                Files.writeString(committed, text);
            }
            assertThat(Files.readString(committed))
                    .as(file + " is stale: run with -D" + UPDATE + "=true")
                    .isEqualTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
