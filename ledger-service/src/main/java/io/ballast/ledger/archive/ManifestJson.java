package io.ballast.ledger.archive;

import java.math.BigInteger;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A manifest as it is written.
 *
 * @param format the form of both files; 1
 * @param month for example {@code 2025-01}
 * @param sums by asset, in its smallest units
 */
record ManifestJson(
        int format, String tenant, String month, long entries, String sha256, long bytes, Map<String, Sums> sums) {

    private static final int FORMAT = 1;

    static ManifestJson of(Manifest manifest) {
        Map<String, Sums> sums = new TreeMap<>();
        manifest.sums().byAsset().forEach((asset, sum) -> sums.put(asset, new Sums(sum.in(), sum.out())));
        return new ManifestJson(
                FORMAT,
                manifest.tenant(),
                manifest.month().toString(),
                manifest.sums().entries(),
                manifest.sums().sha256(),
                manifest.bytes(),
                sums);
    }

    Manifest manifest() {
        if (format != FORMAT) {
            throw new DamagedExport("the manifest's format is not " + FORMAT);
        }
        Map<String, MonthSums.OfAsset> byAsset = sums.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sums()));
        return new Manifest(tenant, YearMonth.parse(month), new MonthSums(entries, sha256, byAsset), bytes);
    }

    record Sums(BigInteger in, BigInteger out) {

        MonthSums.OfAsset sums() {
            return new MonthSums.OfAsset(in, out);
        }
    }
}
