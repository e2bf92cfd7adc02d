package io.ballast.bench.fanout;

import io.ballast.bench.load.Tokens;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The Socket.IO endpoint of notification-service: the same processes, fed in the same way. */
record OwnSocketIo(OwnService service) implements Peer {

    private record EndpointWire(Tokens tokens) implements Wire {

        private static final String ENTERED = "40/balance,{";

        @Override
        public String request(int user, Resume resume) {
            return Wire.handshake("/socket.io/?EIO=4&transport=websocket&token=" + tokens.user(user), "");
        }

        @Override
        public String answer(String text, Resume resume) {
            if (text.startsWith("0{")) {
                return resume.session == null
                        ? "40/balance,"
                        : ENTERED + "\"pid\":\"" + resume.session + "\",\"offset\":\"" + resume.position + "\"}";
            }
            return text.equals("2") ? "3" : null;
        }

        @Override
        public boolean isReady(String text) {
            return text.startsWith(ENTERED);
        }

        @Override
        public boolean isRecovered(String text, Resume resume) {
            return resume.session.equals(Wire.after(text, "\"pid\":\""));
        }

        @Override
        public void remember(String text, Resume resume) {
            if (text.startsWith(ENTERED)) {
                resume.session = Wire.after(text, "\"pid\":\"");
            } else if (text.startsWith("42/balance,") && text.endsWith("\"]")) {
                resume.position = text.substring(text.lastIndexOf('"', text.length() - 3) + 1, text.length() - 2);
            }
        }
    }

    @Override
    public String name() {
        return "notification-service, Socket.IO";
    }

    @Override
    public Wire wire() {
        return new EndpointWire(service.tokens());
    }

    @Override
    public InetSocketAddress address() {
        return service.address();
    }

    @Override
    public void feed(int user, int number) throws IOException {
        service.feed(user, number);
    }

    @Override
    public long pid() {
        return service.pid();
    }

    @Override
    public double collectedKb() throws IOException, InterruptedException {
        return service.collectedKb();
    }

    /** The service is closed by who has started it. */
    @Override
    public void close() {}
}
