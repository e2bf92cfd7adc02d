package io.ballast.infrastructure;

/** The port a part was to listen on is taken by another process. */
public final class PortInUse extends PartFailed {

    private static final long serialVersionUID = 1L;

    private final int port;

    public PortInUse(String part, int port) {
        super(part, "port " + port + " is in use by another process");
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }
}
