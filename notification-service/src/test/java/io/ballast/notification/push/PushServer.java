package io.ballast.notification.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ballast.events.json.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;

/**
 * FCM, Google's tokens and a Web Push service as their protocols have them: what is not signed, sealed or addressed as it must be
 * is refused; what is taken is kept as the device reads it.
 */
public final class PushServer implements AutoCloseable {

    private static final String PROJECT = "ballast-test";
    private static final String EMAIL = "pusher@ballast-test.example";
    private static final String SUBJECT = "mailto:operator@example.com";
    private static final String NOTHING = "";

    private final HttpServer http;
    private final KeyPair account = rsa();
    private final BrowserKeys vapid = BrowserKeys.draw();
    private final Map<String, BrowserKeys> subscriptions = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> received = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private volatile String accessToken = NOTHING;

    private record Answer(int status, Map<String, String> headers, String body) {}

    /** What a browser gives its page. */
    public record Subscription(String endpoint, String p256dh, String auth) {

        /** As a device is registered with it. */
        public String registration() {
            return "{\"kind\":\"web-push\",\"subscription\":{\"endpoint\":\"%s\",\"keys\":{\"p256dh\":\"%s\",\"auth\":\"%s\"}}}"
                    .formatted(endpoint, p256dh, auth);
        }
    }

    PushServer() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/token", exchange -> handle(exchange, this::giveToken));
        http.createContext("/v1/projects/" + PROJECT + "/messages:send", exchange -> handle(exchange, this::takeFcm));
        http.createContext("/push/", exchange -> handle(exchange, this::takeWebPush));
        http.start();
    }

    /** What the service must be told to use this server. */
    Map<String, String> configuration() {
        return Map.of(
                "ballast.push.fcm.service-account", accountFile().toString(),
                "ballast.push.fcm.endpoint", origin(),
                "ballast.push.web.public-key", vapid.p256dh(),
                "ballast.push.web.private-key", vapid.privateKey(),
                "ballast.push.web.subject", SUBJECT);
    }

    public String publicKey() {
        return vapid.p256dh();
    }

    /** A browser subscribes. */
    public Subscription subscribe() {
        String id = UUID.randomUUID().toString();
        BrowserKeys keys = BrowserKeys.draw();
        subscriptions.put(origin() + "/push/" + id, keys);
        return new Subscription(origin() + "/push/" + id, keys.p256dh(), keys.auth());
    }

    /** The next push to that token or endpoint is answered so, and not taken. */
    public void answerNext(String target, int status, Map<String, String> headers, String body) {
        answers.computeIfAbsent(target, key -> new ConcurrentLinkedQueue<>()).add(new Answer(status, headers, body));
    }

    /** What the device of that token or endpoint was told. */
    public List<JsonNode> received(String target) {
        return received.getOrDefault(target, List.of());
    }

    /** Why requests were refused that nobody had asked to be. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }

    /** From now on the access token given last is not good. */
    public void endAccess() {
        accessToken = NOTHING;
    }

    private interface Handling {
        Answer handle(HttpExchange exchange, byte[] body) throws IOException, GeneralSecurityException;
    }

    private void handle(HttpExchange exchange, Handling handling) throws IOException {
        try (exchange) {
            Answer answer = handling.handle(exchange, exchange.getRequestBody().readAllBytes());
            answer.headers().forEach(exchange.getResponseHeaders()::add);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private Answer giveToken(HttpExchange exchange, byte[] body) {
        Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
        boolean good = "urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))
                && isSigned(form.get("assertion"));
        if (!good) {
            return refuse(400, "assertion");
        }
        accessToken = UUID.randomUUID().toString();
        return new Answer(200, Map.of(), "{\"access_token\":\"" + accessToken + "\",\"expires_in\":3600}");
    }

    private boolean isSigned(String assertion) {
        try {
            return new JwtConsumerBuilder()
                    .setExpectedIssuer(EMAIL)
                    .setExpectedAudience(origin() + "/token")
                    .setRequireExpirationTime()
                    .setVerificationKey(account.getPublic())
                    .build()
                    .processToClaims(assertion)
                    .getClaimValueAsString("scope")
                    .equals("https://www.googleapis.com/auth/firebase.messaging");
        } catch (InvalidJwtException e) {
            return false;
        }
    }

    private Answer takeFcm(HttpExchange exchange, byte[] body) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (accessToken.equals(NOTHING) || !("Bearer " + accessToken).equals(bearer)) {
            return new Answer(401, Map.of(), "{\"error\":{\"status\":\"UNAUTHENTICATED\"}}");
        }
        JsonNode message = EventJson.mapper().readTree(body).path("message");
        return taken(message.path("token").asText(), message, new Answer(200, Map.of(), "{\"name\":\"m\"}"));
    }

    private Answer takeWebPush(HttpExchange exchange, byte[] body) throws IOException, GeneralSecurityException {
        String endpoint = origin() + exchange.getRequestURI();
        BrowserKeys keys = subscriptions.get(endpoint);
        String signed = exchange.getRequestHeaders().getFirst("Authorization");
        if (keys == null || !isVapid(signed)) {
            return refuse(403, "vapid " + signed);
        }
        if (!"aes128gcm".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                || !exchange.getRequestHeaders().getFirst("TTL").matches("[0-9]+")
                || !exchange.getRequestHeaders().getFirst("Topic").matches("[A-Za-z0-9_-]{1,32}")) {
            return refuse(400, "headers");
        }
        return taken(endpoint, EventJson.mapper().readTree(keys.decrypt(body)), new Answer(201, Map.of(), NOTHING));
    }

    private Answer taken(String target, JsonNode message, Answer success) {
        Queue<Answer> scripted = answers.get(target);
        Answer other = scripted == null ? null : scripted.poll();
        if (other != null) {
            return other;
        }
        received.computeIfAbsent(target, key -> new CopyOnWriteArrayList<>()).add(message);
        return success;
    }

    private boolean isVapid(String authorization) throws GeneralSecurityException {
        if (authorization == null || !authorization.startsWith("vapid ")) {
            return false;
        }
        Map<String, String> parts = Arrays.stream(
                        authorization.substring("vapid ".length()).split(","))
                .map(part -> part.strip().split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        try {
            return parts.get("k").equals(vapid.p256dh())
                    && new JwtConsumerBuilder()
                            .setExpectedAudience(origin())
                            .setExpectedSubject(SUBJECT)
                            .setRequireExpirationTime()
                            .setMaxFutureValidityInMinutes(24 * 60)
                            .setVerificationKey(BrowserKeys.publicKey(BrowserKeys.decode(parts.get("k"))))
                            .build()
                            .processToClaims(parts.get("t"))
                            .hasClaim("sub");
        } catch (InvalidJwtException e) {
            return false;
        }
    }

    private Answer refuse(int status, String why) {
        refusals.add(why);
        return new Answer(status, Map.of(), NOTHING);
    }

    private String origin() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private Path accountFile() {
        String pem = "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder()
                        .encodeToString(account.getPrivate().getEncoded())
                        .replaceAll("(.{64})", "$1\\\\n")
                + "\\n-----END PRIVATE KEY-----\\n";
        try {
            Path file = Path.of("target")
                    .resolve("service-account-" + http.getAddress().getPort() + ".json");
            String json =
                    "{\"type\":\"service_account\",\"project_id\":\"%s\",\"client_email\":\"%s\",\"private_key\":\"%s\",\"token_uri\":\"%s\"}"
                            .formatted(PROJECT, EMAIL, pem, origin() + "/token");
            return Files.writeString(file, json).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
