package io.ballast.notification.delivery;

/** Writes to a connection and knows how much of it the peer has yet to take. Used on the connection's event loop only. */
final class Outlet {

    private final Transport transport;
    private final int maxOutstandingBytes;
    private int outstandingBytes;

    Outlet(Transport transport, int maxOutstandingBytes) {
        this.transport = transport;
        this.maxOutstandingBytes = maxOutstandingBytes;
    }

    /**
     * Writes the text unless too much would then be outstanding.
     *
     * @param written called once the text has left this process, or can not any more
     * @return false if nothing was written because the peer does not read
     */
    boolean write(String text, Runnable written) {
        int size = Utf8.length(text);
        if (outstandingBytes + size > maxOutstandingBytes) {
            return false;
        }
        outstandingBytes += size;
        transport.send(text, () -> {
            outstandingBytes -= size;
            written.run();
        });
        return true;
    }
}
