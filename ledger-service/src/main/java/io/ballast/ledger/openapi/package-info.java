/** What the parts of the API have in common. Only a package can say it: a class that says it is not read. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Ballast ledger-service",
                        version = "1.0.0",
                        description = "Accounts, balances and transactions in double entry.",
                        license = @License(name = "Apache-2.0")),
        security = @SecurityRequirement(name = "bearer"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "bearer",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT",
                                        description = "RS256 or ES256 with sub, tenant and groups."),
                        headers =
                                @Header(
                                        name = "Location",
                                        description = "Where it can be read",
                                        schema = @Schema(type = SchemaType.STRING)),
                        responses = {
                            @APIResponse(
                                    name = "Problem",
                                    responseCode = "default",
                                    description = "A problem (RFC 9457); its type and code are stable",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemDocument.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "account-not-found",
                                                                    value = ProblemExamples.ACCOUNT_NOT_FOUND))),
                            @APIResponse(
                                    name = "InsufficientFunds",
                                    responseCode = "422",
                                    description = "A problem; without enough money with the amounts that were compared",
                                    content =
                                            @Content(
                                                    mediaType = "application/problem+json",
                                                    schema = @Schema(implementation = ProblemDocument.class),
                                                    examples =
                                                            @ExampleObject(
                                                                    name = "insufficient-funds",
                                                                    value = ProblemExamples.INSUFFICIENT_FUNDS)))
                        }))
package io.ballast.ledger.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
