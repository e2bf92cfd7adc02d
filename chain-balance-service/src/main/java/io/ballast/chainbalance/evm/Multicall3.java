package io.ballast.chainbalance.evm;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The ABI form of Multicall3's {@code aggregate3((address,bool,bytes)[]) returns ((bool,bytes)[])}. Written out because
 * a general decoder that works by reflection takes hundreds of milliseconds for the thousand results of one call.
 */
final class Multicall3 {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] AGGREGATE3 = HEX.parseHex("82ad56cb");
    private static final int WORD = 32;
    private static final int ADDRESS_BYTES = 20;
    private static final int TUPLE_HEAD = 3 * WORD;

    private Multicall3() {}

    /** One call of a batch; it may fail without the batch failing. */
    record Call(String target, byte[] data) {}

    /** What one call returned. */
    record Result(boolean success, byte[] data) {}

    /** The answer is not what the contract would return. */
    static final class MalformedResult extends Exception {

        private static final long serialVersionUID = 1L;

        MalformedResult(String message) {
            super(message);
        }
    }

    /** The call data as 0x and hex. */
    static String encode(List<Call> calls) {
        int tuples = calls.stream().mapToInt(Multicall3::tupleSize).sum();
        ByteBuffer out = ByteBuffer.allocate(AGGREGATE3.length + (2 + calls.size()) * WORD + tuples);
        out.put(AGGREGATE3);
        putWord(out, WORD);
        putWord(out, calls.size());
        int offset = calls.size() * WORD;
        for (Call call : calls) {
            putWord(out, offset);
            offset += tupleSize(call);
        }
        calls.forEach(call -> putCall(out, call));
        return "0x" + HEX.formatHex(out.array());
    }

    /**
     * Reads the return data.
     *
     * @param count how many results there must be
     */
    static List<Result> decode(String hex, int count) throws MalformedResult {
        byte[] data = bytes(hex);
        int array = word(data, 0);
        if (word(data, array) != count) {
            throw new MalformedResult("another number of results than of calls");
        }
        int heads = array + WORD;
        List<Result> results = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            results.add(result(data, add(heads, word(data, heads + i * WORD))));
        }
        return results;
    }

    private static Result result(byte[] data, int tuple) throws MalformedResult {
        int success = word(data, tuple);
        int bytes = add(tuple, word(data, add(tuple, WORD)));
        int length = word(data, bytes);
        int start = add(bytes, WORD);
        if (success > 1 || length > data.length - start) {
            throw new MalformedResult("a result that does not fit");
        }
        return new Result(success == 1, Arrays.copyOfRange(data, start, start + length));
    }

    private static void putCall(ByteBuffer out, Call call) {
        out.position(out.position() + WORD - ADDRESS_BYTES);
        out.put(HEX.parseHex(call.target(), 2, 2 + 2 * ADDRESS_BYTES));
        putWord(out, 1);
        putWord(out, TUPLE_HEAD);
        putWord(out, call.data().length);
        out.put(call.data());
        out.position(out.position() + padded(call.data().length) - call.data().length);
    }

    private static int tupleSize(Call call) {
        return TUPLE_HEAD + WORD + padded(call.data().length);
    }

    private static int padded(int length) {
        return (length + WORD - 1) / WORD * WORD;
    }

    private static void putWord(ByteBuffer out, int value) {
        out.position(out.position() + WORD - Integer.BYTES);
        out.putInt(value);
    }

    private static byte[] bytes(String hex) throws MalformedResult {
        try {
            return HEX.parseHex(hex, 2, hex.length());
        } catch (IllegalArgumentException | IndexOutOfBoundsException notHex) {
            throw new MalformedResult("not hexadecimal");
        }
    }

    /** A word that has to be a small number: a position, a length, a truth value. */
    private static int word(byte[] data, int position) throws MalformedResult {
        if (position < 0 || position > data.length - WORD) {
            throw new MalformedResult("too short");
        }
        for (int i = position; i < position + WORD - Integer.BYTES; i++) {
            if (data[i] != 0) {
                throw new MalformedResult("a number that is too large");
            }
        }
        int value = ByteBuffer.wrap(data, position + WORD - Integer.BYTES, Integer.BYTES)
                .getInt();
        if (value < 0) {
            throw new MalformedResult("a number that is too large");
        }
        return value;
    }

    private static int add(int position, int offset) throws MalformedResult {
        if (offset > Integer.MAX_VALUE - position) {
            throw new MalformedResult("a number that is too large");
        }
        return position + offset;
    }
}
