package io.ballast.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ballast.operations.Checkout;
import io.ballast.operations.Program;
import io.ballast.operations.Program.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spectral, with the house's rules in {@code deploy/api/spectral.yaml}, over the document of the API. */
class SpectralIT {

    private static final Path API = Checkout.file("deploy/api");

    @TempDir
    private Path scratch;

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        Program.installPackages(API, "checking its API");
    }

    @Test
    void givenTheDocument_whenItIsLinted_thenNothingIsFound() throws IOException, InterruptedException {
        Answer answer = lint(API.resolve("openapi.yaml"));

        assertThat(answer.exitCode()).as(answer.output()).isZero();
    }

    @Test
    void givenADocumentThatBreaksTheRules_whenItIsLinted_thenEachIsNamed() throws IOException, InterruptedException {
        Path broken = Files.writeString(scratch.resolve("broken.yaml"), """
                openapi: 3.1.0
                info: {title: Broken, version: 1.0.0, description: It breaks every rule.}
                servers: [{url: /}]
                tags: [{name: things}]
                paths:
                  /v1/transfers:
                    post:
                      tags: [things]
                      security: [{bearer: []}]
                      parameters: []
                      requestBody:
                        content:
                          application/json:
                            schema:
                              type: object
                              properties:
                                name: {type: string}
                                items: {type: array, items: {type: integer}}
                                amount: {type: number, default: much}
                      responses:
                        '201': {description: Done}
                        '400': {description: Wrong, content: {application/json: {schema: {type: object}}}}
                        '409':
                          description: Too late
                          content: {application/problem+json: {schema: {type: object, properties: {title: {type: string}}}}}
                    get:
                      tags: [things]
                      responses:
                        '200': {description: It}
                components:
                  securitySchemes: {bearer: {type: http, scheme: bearer}}
                """);

        Answer answer = lint(broken);

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.output())
                .contains(
                        "ballast-summary",
                        "ballast-security",
                        "ballast-client-error",
                        "ballast-problem ",
                        "ballast-problem-form",
                        "ballast-idempotency",
                        "ballast-bounded-request-array",
                        "ballast-bounded-request-string",
                        "operation-operationId",
                        "oas3-valid-schema-example");
    }

    private static Answer lint(Path document) throws IOException, InterruptedException {
        return Program.run(
                API,
                List.of(
                        "node_modules/.bin/spectral",
                        "lint",
                        "--ruleset",
                        "spectral.yaml",
                        "--fail-severity",
                        "warn",
                        document.toString()));
    }
}
