package io.ballast.bench.fanout;

/** Of the server on {@code ws}: it has no way to come back to. */
record PlainWire() implements Wire {

    @Override
    public String request(int user, Resume resume) {
        return Wire.handshake("/?user=" + Peer.room(user), "");
    }

    @Override
    public String answer(String text, Resume resume) {
        return null;
    }

    @Override
    public boolean isReady(String text) {
        return text.equals("{\"event\":\"ready\"}");
    }

    @Override
    public boolean isRecovered(String text, Resume resume) {
        return false;
    }

    @Override
    public void remember(String text, Resume resume) {}
}
