package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeysIT {

    @TempDir
    Path directory;

    @Test
    void givenAKeyFile_whenOpenedAgain_thenTheKeyIsTheSameAndOnlyItsOwnerReadsIt() throws Exception {
        Path file = directory.resolve("keys/token-key.json");

        String first = TokenIssuer.in(file).jwksJson();
        String second = TokenIssuer.in(file).jwksJson();

        assertThat(second).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void givenAServer_whenAskedForTheKeys_thenItAnswersThePublicOnes() throws Exception {
        TokenIssuer issuer = TokenIssuer.create();
        try (JwksServer server = JwksServer.start(issuer);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(URI.create(server.url())).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(issuer.jwksJson());
        }
    }
}
