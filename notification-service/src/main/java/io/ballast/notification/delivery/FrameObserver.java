package io.ballast.notification.delivery;

/** Is told of every event's frame. */
interface FrameObserver {

    /** It is handed to the connection. */
    void sent(Frame frame, String connectionId);

    /** It has left this process, or could not any more. */
    void written(Frame frame);

    /** It is left out: a later one of the same account stands for it. */
    void conflated(Frame frame);

    /** It had been delivered before. */
    void dropped(Frame frame);
}
