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

/** What the parts of the API have in common. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Ballast ledger",
                        version = "1",
                        description = "Accounts, balances and transactions in double entry.",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
        security = @SecurityRequirement(name = "token"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "token",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        bearerFormat = "JWT",
                                        description = "With the claims sub, tenant and groups"),
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
                                                                    value = ApiDescription.ACCOUNT_NOT_FOUND))),
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
                                                                    value = ApiDescription.INSUFFICIENT_FUNDS)))
                        }))
final class ApiDescription {

    static final String ACCOUNT_NOT_FOUND = """
            {
              "type": "urn:ballast:problem:account-not-found",
              "title": "There is no such account",
              "status": 404,
              "code": "account-not-found"
            }""";

    static final String INSUFFICIENT_FUNDS = """
            {
              "type": "urn:ballast:problem:insufficient-funds",
              "title": "The account does not hold enough",
              "status": 422,
              "instance": "/transactions",
              "code": "insufficient-funds",
              "requiredAmount": 120.00,
              "currentBalance": 50.50,
              "shortfall": 69.50,
              "asset": "USD"
            }""";

    private ApiDescription() {}
}
