package io.ballast.bench;

import io.ballast.bench.database.LedgerData;
import io.ballast.bench.load.Requests;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** Users who read, each with their own token. */
final class Reads implements Requests {

    private static final int MAX_SIZE = 4_096;

    private final byte[][] requests;
    private final SplittableRandom random = new SplittableRandom();

    private Reads(byte[][] requests) {
        this.requests = requests;
    }

    /** @param path what the user of that number reads */
    static Reads of(Tokens tokens, IntFunction<String> path) {
        byte[][] requests = new byte[LedgerData.ACCOUNTS][];
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
