package io.ballast.acceptance;

import io.ballast.acceptance.http.HttpFile;
import io.ballast.acceptance.http.HttpFileRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests that people send from their editors, {@code deploy/api/http}, are answered as they say. */
class HttpCollectionIT {

    private static final Path COLLECTION = Path.of("..", "api", "http");
    private static final long UNITS = 500_000_000;

    @RegisterExtension
    static final RunningSet SET = RunningSet.shared();

    @ParameterizedTest
    @MethodSource("files")
    void givenAFileOfRequests_whenTheyAreSent_thenEachAnswerIsAsItSays(String file) {
        HttpFileRunner runner = new HttpFileRunner(Map.of(
                "gateway", SET.api().gateway().toString().replaceAll("/$", ""),
                "evmAddress", SET.chain().freshAddress(),
                "stellarAccount", SET.stellar().open("http-" + file, UNITS)));

        runner.run(HttpFile.read(COLLECTION.resolve(file)));
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(COLLECTION)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
