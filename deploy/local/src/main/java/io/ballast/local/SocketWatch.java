package io.ballast.local;

import io.ballast.local.console.Console;
import io.ballast.local.settings.LaunchSettings;
import io.ballast.local.settings.Listener;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A user's phone for the terminal: connects to {@code /balance} and prints every frame until the socket closes. */
final class SocketWatch implements WebSocket.Listener {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Console console;
    private final StringBuilder frame = new StringBuilder();
    private final CompletableFuture<String> closed = new CompletableFuture<>();

    private SocketWatch(Console console) {
        this.console = console;
    }

    /** Arguments: the command, and the user's id. Ends when the server closes the socket. */
    static void run(LaunchSettings settings, Console console, List<String> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException("Whose socket? make watch sub=user-a");
        }
        String origin = "localhost:" + settings.ports().of(Listener.GATEWAY);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(BOUND)
                .build();
        try {
            String token = token(http, origin, arguments.get(1));
            SocketWatch watch = new SocketWatch(console);
            http.newWebSocketBuilder()
                    .connectTimeout(BOUND)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(URI.create("ws://" + origin + "/balance"), watch)
                    .join();
            console.say("Connected as " + arguments.get(1) + "; Ctrl-C ends.");
            console.say(watch.closed.join());
        } catch (CompletionException e) {
            throw new IllegalStateException("No socket at " + origin + ": " + refusal(e.getCause()), e);
        } catch (IOException e) {
            throw new IllegalStateException("Nothing answers at " + origin + ": is the set running (make run)?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String refusal(Throwable cause) {
        return cause instanceof WebSocketHandshakeException refused
                ? "refused with " + refused.getResponse().statusCode()
                : String.valueOf(cause.getMessage());
    }

    private static String token(HttpClient http, String origin, String subject)
            throws IOException, InterruptedException {
        String query = "sub=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + origin + "/dev/token?" + query))
                .timeout(BOUND)
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("No token for " + subject + ": " + response.body());
        }
        return response.body();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        frame.append(text);
        if (last) {
            console.say(frame.toString());
            frame.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete("Closed by the server: " + code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.complete("The connection is gone: " + error.getMessage());
    }
}
