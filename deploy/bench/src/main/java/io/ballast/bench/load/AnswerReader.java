package io.ballast.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads one answer after the other from what a connection receives; of a body it keeps the beginning only. */
final class AnswerReader {

    private static final int HEAD_SIZE = 16_384;
    private static final int BODY_START = 128;
    private static final int STATUS_AT = 9;
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String CHUNKED = "\r\ntransfer-encoding: chunked";

    /** The end of a chunked body; JSON has no such line. */
    private static final byte[] LAST_CHUNK = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head = new byte[HEAD_SIZE];
    private int filled;
    private int headLength;
    private int bodyKept;
    private long bodyLeft;
    private boolean chunked;
    private int matched;
    private int status;

    /** Takes bytes; true when an answer is complete, of which nothing may be left in the buffer then. */
    boolean read(ByteBuffer in) {
        if (headLength == 0 && !readHead(in)) {
            return false;
        }
        if (chunked) {
            return readChunks(in);
        }
        int kept = (int) Math.min(Math.min(in.remaining(), bodyLeft), BODY_START - bodyKept);
        in.get(head, headLength + bodyKept, kept);
        bodyKept += kept;
        bodyLeft -= kept;
        int skipped = (int) Math.min(in.remaining(), bodyLeft);
        in.position(in.position() + skipped);
        bodyLeft -= skipped;
        return bodyLeft == 0;
    }

    private boolean readChunks(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            if (bodyKept < BODY_START) {
                head[headLength + bodyKept++] = next;
            }
            matched = next == LAST_CHUNK[matched] ? matched + 1 : next == LAST_CHUNK[0] ? 1 : 0;
            if (matched == LAST_CHUNK.length) {
                return true;
            }
        }
        return false;
    }

    int status() {
        return status;
    }

    String bodyStart() {
        return new String(head, headLength, bodyKept, StandardCharsets.UTF_8);
    }

    void reset() {
        filled = 0;
        headLength = 0;
        bodyKept = 0;
        matched = 0;
    }

    private boolean readHead(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte next = in.get();
            head[filled++] = next;
            if (next == '\n' && endsHead()) {
                headLength = filled;
                parseHead();
                return true;
            }
            if (filled == HEAD_SIZE - BODY_START) {
                throw new IllegalStateException("An answer's head is longer than " + HEAD_SIZE);
            }
        }
        return false;
    }

    private boolean endsHead() {
        return filled >= 4 && head[filled - 3] == '\n' && head[filled - 2] == '\r';
    }

    private void parseHead() {
        status = 100 * digit(STATUS_AT) + 10 * digit(STATUS_AT + 1) + digit(STATUS_AT + 2);
        String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = text.indexOf(LENGTH);
        chunked = text.contains(CHUNKED);
        bodyLeft = at < 0 ? 0 : length(text, at + LENGTH.length());
    }

    private static long length(String text, int at) {
        return Long.parseLong(text.substring(at, text.indexOf('\r', at)).strip());
    }

    private int digit(int index) {
        return head[index] - '0';
    }
}
