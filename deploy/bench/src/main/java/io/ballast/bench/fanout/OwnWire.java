package io.ballast.bench.fanout;

import io.ballast.bench.load.Tokens;

/** The plain socket of notification-service. */
record OwnWire(Tokens tokens) implements Wire {

    @Override
    public String request(int user, Resume resume) {
        String path = resume.position == null ? "/balance" : "/balance?since=" + resume.position;
        return Wire.handshake(path, "Authorization: Bearer " + tokens.user(user) + "\r\n");
    }

    @Override
    public String answer(String text, Resume resume) {
        return null;
    }

    @Override
    public boolean isReady(String text) {
        return text.startsWith("{\"event\":\"balance_initial\",\"id\"")
                || text.startsWith("{\"event\":\"balance_subscribed\"");
    }

    @Override
    public boolean isRecovered(String text, Resume resume) {
        return text.contains("\"recovered\":true");
    }

    @Override
    public void remember(String text, Resume resume) {
        String id = Wire.after(text, "\"id\":\"");
        resume.position = id == null ? resume.position : id;
    }
}
