package io.ballast.infrastructure;

import java.util.Locale;

/** This machine, in the words of those who publish binaries. */
record Platform(Os os, Architecture architecture) {

    enum Os {
        LINUX,
        DARWIN
    }

    enum Architecture {
        AMD64,
        ARM64
    }

    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArchitecture) {
        return new Platform(os(osName), architecture(osArchitecture));
    }

    private static Os os(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.contains("linux")) {
            return Os.LINUX;
        }
        if (lower.contains("mac")) {
            return Os.DARWIN;
        }
        throw new UnsupportedOperationException("Ballast's local set runs on Linux and macOS, not on " + name);
    }

    private static Architecture architecture(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> Architecture.AMD64;
            case "aarch64", "arm64" -> Architecture.ARM64;
            default -> throw new UnsupportedOperationException("no binaries for processors of type " + name);
        };
    }

    /** As in {@code postgres-linux-x86_64.txz}. */
    String postgresClassifier() {
        return lower(os) + (architecture == Architecture.AMD64 ? "-x86_64" : "-arm_64");
    }

    /** As in {@code redis-server-7.0.15-linux-amd64} and {@code @foundry-rs/anvil-linux-amd64}. */
    String classifier() {
        return lower(os) + "-" + lower(architecture);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return classifier();
    }
}
