package io.ballast.operations.recovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A push service of browsers on this machine: takes what is sent to a subscription and counts it by its topic (RFC 8030). */
final class PushService implements AutoCloseable {

    private static final String PATH = "/push/";
    private static final int NUMBER_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final int SECRET_BYTES = 16;
    private static final int CREATED = 201;

    private final Map<String, Map<String, Integer>> taken = new ConcurrentHashMap<>();
    private final HttpServer http;

    private PushService(HttpServer http) {
        this.http = http;
        http.createContext(PATH, this::take);
        http.start();
    }

    static PushService start() {
        try {
            return new PushService(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser subscribes; the endpoint it is given. */
    String subscribe() {
        String path = PATH + UUID.randomUUID();
        taken.put(path, new ConcurrentHashMap<>());
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    /** As a device with that endpoint is registered. */
    static String registration(String endpoint) {
        return "{\"kind\": \"web-push\", \"subscription\": {\"endpoint\": \"%s\", \"keys\": {\"p256dh\": \"%s\", \"auth\": \"%s\"}}}"
                .formatted(endpoint, text(point()), text(secret()));
    }

    /** How often each topic was sent to the endpoint. A browser shows the last of one topic only. */
    Map<String, Integer> taken(String endpoint) {
        return Map.copyOf(taken.get(endpoint.substring(endpoint.indexOf(PATH))));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            taken.get(exchange.getRequestURI().getPath())
                    .merge(exchange.getRequestHeaders().getFirst("Topic"), 1, Integer::sum);
            exchange.sendResponseHeaders(CREATED, -1);
        }
    }

    private static byte[] point() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
            return ByteBuffer.allocate(1 + 2 * NUMBER_BYTES)
                    .put(UNCOMPRESSED)
                    .put(number(key.getW().getAffineX()))
                    .put(number(key.getW().getAffineY()))
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[NUMBER_BYTES];
        byte[] unsigned = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - NUMBER_BYTES), bytes.length);
        System.arraycopy(unsigned, 0, fixed, NUMBER_BYTES - unsigned.length, unsigned.length);
        return fixed;
    }

    private static byte[] secret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
