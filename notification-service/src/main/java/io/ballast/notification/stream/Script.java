package io.ballast.notification.stream;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Lua script from the class path, called by its digest and sent whole only when Redis does not know it. */
final class Script {

    private static final Pattern NUMBERED = Pattern.compile("ERR \\[\\d+\\] (?<code>[A-Z]+)\\b.*", Pattern.DOTALL);
    private static final Set<String> OF_A_SCRIPT = Set.of("ERR", "WRONGTYPE");

    private final String source;
    private final String digest;

    private Script(String source) {
        this.source = source;
        this.digest = sha1(source);
    }

    /** @param parts that it is made of, in this order */
    static Script of(String... parts) {
        return new Script(Stream.of(parts).map(Script::read).collect(Collectors.joining()));
    }

    private static String read(String resource) {
        try (InputStream stream = Script.class.getResourceAsStream("/stream/" + resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Uni<Response> run(RedisAPI redis, Duration timeout, List<String> keys, List<String> arguments) {
        return redis.evalsha(call(digest, keys, arguments))
                .onFailure(Script::isUnknown)
                .recoverWithUni(() -> redis.eval(call(source, keys, arguments)))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new TimeoutException("Redis did not answer"))
                .onFailure(Script::isConnectionLost)
                .transform(failure -> new IOException("The connection to Redis was lost", failure));
    }

    /** Runs it for each of these, all sent at once over one connection, in their order; the answers come in the same order. */
    Uni<List<Response>> runAll(Redis redis, Duration timeout, List<Call> calls) {
        List<Request> requests = calls.stream().map(this::request).toList();
        return redis.batch(requests)
                .onFailure(Script::isUnknown)
                .recoverWithUni(
                        () -> redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(source))
                                .chain(() -> redis.batch(requests)))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new TimeoutException("Redis did not answer"))
                .onFailure(Script::isConnectionLost)
                .transform(failure -> new IOException("The connection to Redis was lost", failure))
                .onFailure()
                .transform(Script::ofOne);
    }

    /** What a script is called with. */
    record Call(List<String> keys, List<String> arguments) {}

    private Request request(Call call) {
        Request request =
                Request.cmd(Command.EVALSHA).arg(digest).arg(call.keys().size());
        call.keys().forEach(request::arg);
        call.arguments().forEach(request::arg);
        return request;
    }

    /** The client tells of it as if it were an answer of Redis; who decides on another attempt must not be misled. */
    private static boolean isConnectionLost(Throwable failure) {
        return "CONNECTION_CLOSED".equals(failure.getMessage());
    }

    private static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().contains("NOSCRIPT ");
    }

    /**
     * Of several commands the client tells the first failure with its number before it. What is no fault of the script passes by
     * itself: a server that is starting, failing over or full.
     */
    private static Throwable ofOne(Throwable failure) {
        Matcher numbered = NUMBERED.matcher(String.valueOf(failure.getMessage()));
        boolean passes = numbered.matches() && !OF_A_SCRIPT.contains(numbered.group("code"));
        return passes ? new IOException(failure.getMessage(), failure) : failure;
    }

    private static List<String> call(String script, List<String> keys, List<String> arguments) {
        List<String> call = new ArrayList<>(2 + keys.size() + arguments.size());
        call.add(script);
        call.add(Integer.toString(keys.size()));
        call.addAll(keys);
        call.addAll(arguments);
        return call;
    }

    /** Redis names scripts by this digest; nothing here depends on its strength. */
    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
