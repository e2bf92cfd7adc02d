package io.ballast.bench.database;

import io.ballast.bench.load.Latencies;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pgbench said.
 *
 * @param perSecond calls, without the time it took to connect
 * @param calls that were committed
 * @param latencies of each call, if there was one client
 */
public record PgbenchRun(double perSecond, long calls, Latencies latencies) {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern CALLS = Pattern.compile("number of transactions actually processed: (\\d+)");
    private static final int LATENCY_COLUMN = 2;
    private static final long NANOS_PER_MICRO = 1_000L;

    /** @param log lines of its log: client, number, latency in µs, … */
    static PgbenchRun of(String output, List<String> log) {
        Latencies latencies = new Latencies();
        for (String line : log) {
            latencies.add(NANOS_PER_MICRO * Long.parseLong(line.split(" ")[LATENCY_COLUMN]));
        }
        return new PgbenchRun(Double.parseDouble(find(RATE, output)), Long.parseLong(find(CALLS, output)), latencies);
    }

    private static String find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new IllegalArgumentException("pgbench said: " + output);
        }
        return matcher.group(1);
    }
}
