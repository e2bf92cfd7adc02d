package io.ballast.bench.set;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a service's process holds after a full collection.
 *
 * @param heapMb in use
 * @param rssMb resident, of the whole process
 */
public record Memory(double heapMb, double rssMb) {

    private static final double KB_PER_MB = 1_024;
    private static final double BYTES_PER_MB = 1_048_576;
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    public static Memory of(ServiceProcess service) throws IOException, InterruptedException {
        String pid = Long.toString(service.pid());
        output(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid, "GC.run");
        double rss = rssKb(service.pid()) / KB_PER_MB;
        return new Memory(heap(service), rss);
    }

    public double heapKb() {
        return heapMb * KB_PER_MB;
    }

    /** Resident memory of a process now, without a collection. */
    public static double rssKb(long pid) throws IOException, InterruptedException {
        return Double.parseDouble(
                output("ps", "-o", "rss=", "-p", Long.toString(pid)).strip());
    }

    private static double heap(ServiceProcess service) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                service.management().resolve("/q/metrics").toURL().openConnection();
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(HEAP))
                            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                            .sum()
                    / BYTES_PER_MB;
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + ": " + output.strip());
        }
        return output;
    }
}
