package io.ballast.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What describes the API, on the same origin: {@code /openapi.yaml}, the same as {@code /openapi.json}, the sockets'
 * {@code /asyncapi.yaml}, and a page to browse it at {@code /docs}. All of it is packaged with the launcher.
 */
final class ApiDocs {

    private static final String JSON_PATH = "/openapi.json";
    private static final String YAML_PATH = "/openapi.yaml";
    private static final String PAGE = "/docs";
    private static final int MOVED = 308;

    /** No code or style but the files', no other origin, no frame around them; its icons are in the style sheet. */
    private static final Map<String, String> PROTECTION = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final String YAML = "application/yaml";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Map<String, PackagedFile> files;

    private record PackagedFile(String mediaType, Buffer content) {}

    private ApiDocs(Map<String, PackagedFile> files) {
        this.files = Map.copyOf(files);
    }

    static ApiDocs packaged() {
        String library = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";
        Map<String, PackagedFile> files = new HashMap<>();
        files.put(YAML_PATH, file(YAML, "/api/openapi.yaml"));
        files.put("/asyncapi.yaml", file(YAML, "/api/asyncapi.yaml"));
        files.put(PAGE + "/", file("text/html; charset=utf-8", "/api/docs/index.html"));
        files.put(PAGE + "/docs.js", file(SCRIPT, "/api/docs/docs.js"));
        String shown = PAGE + "/swagger-ui/";
        files.put(shown + "swagger-ui-bundle.js", file(SCRIPT, library + "swagger-ui-bundle.js"));
        files.put(shown + "swagger-ui.css", file("text/css; charset=utf-8", library + "swagger-ui.css"));
        files.put(shown + "favicon-32x32.png", file("image/png", library + "favicon-32x32.png"));
        return new ApiDocs(files);
    }

    void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals(JSON_PATH)) {
            context.vertx()
                    .executeBlocking(this::asJson)
                    .onSuccess(json -> answer(context, new PackagedFile("application/json", json)))
                    .onFailure(context::fail);
        } else if (path.equals(PAGE)) {
            // The page names its files from its folder
            context.response()
                    .setStatusCode(MOVED)
                    .putHeader(HttpHeaders.LOCATION, PAGE + "/")
                    .end();
        } else if (files.containsKey(path)) {
            answer(context, files.get(path));
        } else {
            Problem.notFound(path).answer(context.request());
        }
    }

    private static void answer(RoutingContext context, PackagedFile file) {
        PROTECTION.forEach(context.response()::putHeader);
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, file.mediaType())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(file.content());
    }

    private Buffer asJson() throws IOException {
        byte[] yaml = files.get(YAML_PATH).content().getBytes();
        return Buffer.buffer(new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(yaml)));
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream in = resource("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PackagedFile file(String mediaType, String name) {
        try (InputStream in = resource(name)) {
            return new PackagedFile(mediaType, Buffer.buffer(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = ApiDocs.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("not packaged: " + name);
        }
        return in;
    }
}
