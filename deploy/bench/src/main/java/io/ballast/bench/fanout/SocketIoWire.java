package io.ballast.bench.fanout;

/** Engine.IO 4 over a WebSocket from the beginning, Socket.IO protocol 5, with connection state recovery. */
record SocketIoWire() implements Wire {

    @Override
    public String request(int user, Resume resume) {
        return Wire.handshake("/socket.io/?EIO=4&transport=websocket&user=" + Peer.room(user), "");
    }

    @Override
    public String answer(String text, Resume resume) {
        if (text.startsWith("0{")) {
            return resume.session == null
                    ? "40"
                    : "40{\"pid\":\"" + resume.session + "\",\"offset\":\"" + resume.position + "\"}";
        }
        return text.equals("2") ? "3" : null;
    }

    @Override
    public boolean isReady(String text) {
        return text.startsWith("40{");
    }

    @Override
    public boolean isRecovered(String text, Resume resume) {
        return resume.session.equals(Wire.after(text, "\"pid\":\""));
    }

    @Override
    public void remember(String text, Resume resume) {
        if (text.startsWith("40{")) {
            resume.session = Wire.after(text, "\"pid\":\"");
        } else if (text.startsWith("42") && text.endsWith("\"]")) {
            resume.position = text.substring(text.lastIndexOf('"', text.length() - 3) + 1, text.length() - 2);
        }
    }
}
