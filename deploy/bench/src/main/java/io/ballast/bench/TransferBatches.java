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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service that sends transfers by the thousand. */
final class TransferBatches implements Requests {

    static final int SIZE = 1_000;

    private static final int MAX_SIZE = 256 * 1_024;
    private static final Pattern POSTED = Pattern.compile("\"posted\":(\\d+)");

    private final byte[] head;
    private final Acknowledged acknowledged;
    private final SplittableRandom random = new SplittableRandom();

    TransferBatches(Tokens tokens, Acknowledged acknowledged) {
        this.head = HttpText.post("/v1/transfers/batch", tokens.service());
        this.acknowledged = acknowledged;
    }

    @Override
    public int maxSize() {
        return MAX_SIZE;
    }

    @Override
    public long next(ByteBuffer out) {
        long number = acknowledged.nextNumber();
        out.put(head).put(bytes(Acknowledged.key(number)));
        HttpText.putBody(out, bytes(body()));
        return number;
    }

    @Override
    public void answered(long mark, int status, String bodyStart) {
        if (Load.isSuccess(status)) {
            acknowledged.request(mark, posted(bodyStart));
        }
    }

    private String body() {
        StringBuilder body = new StringBuilder("{\"mode\":\"independent\",\"items\":[");
        for (int item = 0; item < SIZE; item++) {
            int payer = 1 + random.nextInt(LedgerData.ACCOUNTS);
            int payee = 1 + (payer + random.nextInt(LedgerData.ACCOUNTS - 1)) % LedgerData.ACCOUNTS;
            body.append(item == 0 ? "" : ",").append(SingleTransfers.body(payer, payee, random.nextInt(100, 1_000)));
        }
        return body.append("]}").toString();
    }

    private static long posted(String bodyStart) {
        Matcher matcher = POSTED.matcher(bodyStart);
        if (!matcher.find()) {
            throw new IllegalStateException("No count of what was posted: " + bodyStart);
        }
        return Long.parseLong(matcher.group(1));
    }
}
