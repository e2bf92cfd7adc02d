package io.ballast.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForwarderIT {

    @Test
    void givenSeveral_whenClientsCome_thenTheyTakeTurnsAndPassOverWhoIsNotThere() throws IOException {
        try (Named one = new Named('1');
                Named other = new Named('2')) {
            List<Integer> targets = new CopyOnWriteArrayList<>(List.of(one.port(), Ports.free(), other.port()));
            try (Forwarder forwarder = Forwarder.among(() -> targets)) {
                assertThat(greetings(forwarder, 6)).contains('1', '2').doesNotContain((char) -1);

                targets.remove((Integer) one.port());

                assertThat(greetings(forwarder, 4)).containsOnly('2');
            }
        }
    }

    @Test
    void givenAnOpenConnection_whenItsServerIsNoTargetAnyMore_thenItGoesOn() throws IOException {
        try (Named one = new Named('1');
                Named other = new Named('2')) {
            List<Integer> targets = new CopyOnWriteArrayList<>(List.of(one.port()));
            try (Forwarder forwarder = Forwarder.among(() -> targets);
                    Socket client = connect(forwarder)) {
                assertThat((char) client.getInputStream().read()).isEqualTo('1');

                targets.set(0, other.port());
                client.getOutputStream().write('?');

                assertThat((char) client.getInputStream().read()).isEqualTo('1');
                assertThat(greetings(forwarder, 2)).containsOnly('2');
            }
        }
    }

    @Test
    void givenAnOpenConnection_whenAnotherIsPointedTo_thenItEnds() throws IOException {
        try (Named one = new Named('1');
                Named other = new Named('2');
                Forwarder forwarder = Forwarder.to(one.port());
                Socket client = connect(forwarder)) {
            assertThat((char) client.getInputStream().read()).isEqualTo('1');

            forwarder.pointTo(other.port());

            await().until(() -> hasEnded(client));
            assertThat(greetings(forwarder, 2)).containsOnly('2');
        }
    }

    private static List<Character> greetings(Forwarder forwarder, int clients) {
        return IntStream.range(0, clients).mapToObj(each -> greeting(forwarder)).toList();
    }

    private static char greeting(Forwarder forwarder) {
        try (Socket client = connect(forwarder)) {
            return (char) client.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(Forwarder forwarder) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), forwarder.port());
    }

    private static boolean hasEnded(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Says its name to whoever connects, and again to whatever it is sent. */
    private static final class Named implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        private final char name;

        Named(char name) throws IOException {
            this.name = name;
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = listener.accept();
                    Thread.ofVirtual().start(() -> greet(client));
                }
            } catch (IOException closed) {
                // the test is over
            }
        }

        private void greet(Socket client) {
            try (client) {
                do {
                    client.getOutputStream().write(name);
                } while (client.getInputStream().read() >= 0);
            } catch (IOException gone) {
                // so is the client
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
