package io.ballast.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses and checks TCP ports on loopback.
 *
 * <p>Free ports come from below the range that operating systems hand out to outgoing connections (32768 and up on
 * Linux, 49152 and up elsewhere): a part that is killed and restarted finds its port still free.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;
    private static final int CONNECT_MILLIS = 200;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nobody listens on and that this JVM has not handed out before. */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            if (GIVEN.add(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
    }

    /** The port itself, or a free one if it is 0. */
    static int freeIfZero(int port) {
        return port == 0 ? free() : port;
    }

    /**
     * Checks that the part can listen on the port.
     *
     * @throws PortInUse if somebody listens there
     */
    public static void requireFree(String part, int port) {
        if (!isFree(port)) {
            throw new PortInUse(part, port);
        }
    }

    /** Whether nobody listens on the port, neither on loopback nor on all addresses. */
    public static boolean isFree(int port) {
        if (answers(port)) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a connection to the port on loopback is accepted. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
