package io.ballast.chainbalance.evm;

/** One turn at a time; who asks meanwhile gets one more, however many they are. Thread-safe. */
final class Turns {

    private boolean underWay;
    private boolean wanted;

    /** @return whether the turn may begin now; else it is remembered */
    synchronized boolean begin() {
        wanted = underWay;
        boolean begins = !underWay;
        underWay = true;
        return begins;
    }

    /** @return whether somebody has asked meanwhile */
    synchronized boolean end() {
        underWay = false;
        boolean again = wanted;
        wanted = false;
        return again;
    }
}
