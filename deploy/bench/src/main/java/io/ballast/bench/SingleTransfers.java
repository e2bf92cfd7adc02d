package io.ballast.bench;

import static io.ballast.bench.load.HttpText.bytes;

import io.ballast.bench.database.Acknowledged;
import io.ballast.bench.database.LedgerData;
import io.ballast.bench.load.HttpText;
import io.ballast.bench.load.Load;
import io.ballast.bench.load.Requests;
import io.ballast.bench.load.Tokens;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Users who pay each other, or all pay the hot account: each request with the payer's token and a key of its own. */
public final class SingleTransfers implements Requests {

    private static final int MAX_SIZE = 4_096;
    private static final int HOT = 0;
    private static final int LEAST = 100;
    private static final int MOST = 1_000;

    private final byte[][] heads;
    private final Acknowledged acknowledged;
    private final boolean hot;
    private final SplittableRandom random = new SplittableRandom();

    private SingleTransfers(byte[][] heads, Acknowledged acknowledged, boolean hot) {
        this.heads = heads;
        this.acknowledged = acknowledged;
        this.hot = hot;
    }

    /** What the requests of each user begin with. */
    public static byte[][] heads(Tokens tokens) {
        byte[][] heads = new byte[LedgerData.ACCOUNTS + 1][];
        for (int number = 0; number < heads.length; number++) {
            heads[number] = HttpText.post("/v1/transfers", tokens.user(number));
        }
        return heads;
    }

    /** Everybody pays somebody. */
    public static SingleTransfers spread(byte[][] heads, Acknowledged acknowledged) {
        return new SingleTransfers(heads, acknowledged, false);
    }

    static SingleTransfers toHotAccount(byte[][] heads, Acknowledged acknowledged) {
        return new SingleTransfers(heads, acknowledged, true);
    }

    @Override
    public int maxSize() {
        return MAX_SIZE;
    }

    @Override
    public long next(ByteBuffer out) {
        int payer = 1 + random.nextInt(LedgerData.ACCOUNTS);
        int payee = hot ? HOT : 1 + (payer + random.nextInt(LedgerData.ACCOUNTS - 1)) % LedgerData.ACCOUNTS;
        int cents = random.nextInt(LEAST, MOST);
        long number = acknowledged.nextNumber();
        out.put(heads[payer]).put(bytes(Acknowledged.key(number)));
        HttpText.putBody(out, bytes(body(payer, payee, cents)));
        return number;
    }

    @Override
    public void answered(long mark, int status, String bodyStart) {
        if (Load.isSuccess(status)) {
            acknowledged.request(mark, 1);
        }
    }

    static String body(int payer, int payee, int cents) {
        return "{\"fromAccountId\":\"" + HttpText.account(payer) + "\",\"toAccountId\":\"" + HttpText.account(payee)
                + "\",\"amount\":" + cents / LEAST + "." + cents / 10 % 10 + cents % 10 + "}";
    }
}
