package io.ballast.bench.fanout;

/**
 * What a client says to a server, and how it reads what the server says. Text is ASCII.
 */
interface Wire {

    /** The beginning of a connection. */
    String request(int user, Resume resume);

    /** The answer to a text that is no message, or null. */
    String answer(String text, Resume resume);

    /** Whether messages will arrive from this text on. */
    boolean isReady(String text);

    /** Whether what was missed follows; asked of the text that made the connection ready, after coming back. */
    boolean isRecovered(String text, Resume resume);

    /** Takes from the text what a client must remember to come back. */
    void remember(String text, Resume resume);

    /** What a client remembers: words of the server's. */
    final class Resume {
        String session;
        String position;
    }

    /** The JSON string after the marker, or null. */
    static String after(String text, String marker) {
        int start = text.indexOf(marker);
        return start < 0 ? null : text.substring(start + marker.length(), text.indexOf('"', start + marker.length()));
    }

    /** A handshake of RFC 6455; the key proves nothing to who knows the server. */
    static String handshake(String path, String more) {
        return "GET " + path + " HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: YmFsbGFzdC1iZW5jaC0xMg==\r\n" + more + "\r\n";
    }
}
