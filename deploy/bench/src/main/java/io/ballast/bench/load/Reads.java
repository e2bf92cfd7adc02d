package io.ballast.bench.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Users who read, each with their own token. */
public final class Reads implements Requests {

    private static final int MAX_SIZE = 4_096;

    private final byte[][] requests;
    private final SplittableRandom random = new SplittableRandom();

    private Reads(byte[][] requests) {
        this.requests = requests;
    }

    /**
     * @param users they have the numbers from 1 to this
     * @param path what the user of that number reads
     */
    public static Reads of(Tokens tokens, int users, IntFunction<String> path) {
        byte[][] requests = new byte[users][];
        for (int index = 0; index < requests.length; index++) {
            requests[index] = HttpText.get(path.apply(index + 1), tokens.user(index + 1));
        }
        return new Reads(requests);
    }

    @Override
    public int maxSize() {
        return MAX_SIZE;
    }

    @Override
    public long next(ByteBuffer out) {
        out.put(requests[random.nextInt(requests.length)]);
        return 0;
    }
}
