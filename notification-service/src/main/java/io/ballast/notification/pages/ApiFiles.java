package io.ballast.notification.pages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** What describes the API of all four services (deploy/api), read when it is first asked for: most replicas never are. */
@ApplicationScoped
class ApiFiles {

    private static final String AS_JSON = "/openapi.json";
    private static final String PAGE = "/docs/";
    private static final String LIBRARY = PAGE + "swagger-ui/";
    private static final String IN_LIBRARY = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";

    /** By path: where it is packaged. */
    private static final Map<String, String> SOURCES = Map.of(
            "/openapi.yaml",
            "/api/openapi.yaml",
            AS_JSON,
            "/api/openapi.yaml",
            "/asyncapi.yaml",
            "/api/asyncapi.yaml",
            PAGE,
            "/api/docs/index.html",
            PAGE + "docs.js",
            "/api/docs/docs.js",
            LIBRARY + "swagger-ui-bundle.js",
            IN_LIBRARY + "swagger-ui-bundle.js",
            LIBRARY + "swagger-ui.css",
            IN_LIBRARY + "swagger-ui.css",
            LIBRARY + "favicon-32x32.png",
            IN_LIBRARY + "favicon-32x32.png");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();

    /** May read for some milliseconds, so not to be called on an event loop. */
    Optional<PageFile> find(String path) {
        return SOURCES.containsKey(path) ? Optional.of(files.computeIfAbsent(path, ApiFiles::read)) : Optional.empty();
    }

    private static PageFile read(String path) {
        try {
            String source = SOURCES.get(path);
            return path.equals(AS_JSON)
                    ? PageFile.of(path, new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(bytes(source))))
                    : PageFile.of(source, bytes(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream in =
                ApiFiles.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = ApiFiles.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
