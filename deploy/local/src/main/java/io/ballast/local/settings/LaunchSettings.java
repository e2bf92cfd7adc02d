package io.ballast.local.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a launcher is told by its environment; the table is in {@code deploy/local/README.md}.
 *
 * @param checkout where the packaged services are
 * @param home the directory for data, logs and what describes the running set
 * @param profile the services' Quarkus profile
 * @param bind the address the gateway listens on; everything else listens on loopback
 * @param demo whether the demo accounts and wallets are loaded on the first start
 * @param startBound how long one service may take until it is ready
 * @param heap of each service, as {@code -Xmx} wants it
 * @param jvmOptions for each service, after the launcher's own
 * @param aot whether services start from AOT caches, which are made where they are missing
 * @param tokens who signs the users' tokens; empty in the dev profile, where the gateway does
 */
public record LaunchSettings(
        Path checkout,
        Path home,
        String profile,
        String bind,
        PortPlan ports,
        boolean demo,
        Duration startBound,
        String heap,
        List<String> jvmOptions,
        boolean aot,
        Optional<ForeignTokens> tokens) {

    static final String DEV = "dev";

    private static final Pattern HEAP = Pattern.compile("[1-9][0-9]*[kmg]");
    private static final Pattern PROFILE = Pattern.compile("[a-z][a-z0-9-]*");
    private static final int LONGEST_START_SECONDS = 3600;
    private static final String JWKS_URL = "BALLAST_JWT_JWKS_URL";
    private static final String ISSUER = "BALLAST_JWT_ISSUER";
    private static final String AUDIENCE = "BALLAST_JWT_AUDIENCE";

    /** Tokens that somebody else signs. */
    public record ForeignTokens(String jwksUrl, String issuer, String audience) {

        /** As the services read them. */
        public Map<String, String> properties() {
            return Map.of(JWKS_URL, jwksUrl, ISSUER, issuer, AUDIENCE, audience);
        }
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException with the variable that is wrong or missing, in one line
     */
    public static LaunchSettings from(Map<String, String> environment, Path directory) {
        Path checkout = path(environment, "BALLAST_CHECKOUT", directory);
        String profile = matching(environment, "BALLAST_PROFILE", DEV, PROFILE);
        return new LaunchSettings(
                checkout,
                path(environment, "BALLAST_HOME", checkout.resolve(".ballast")),
                profile,
                environment.getOrDefault("BALLAST_BIND", "127.0.0.1"),
                PortPlan.from(environment),
                demo(environment, profile),
                startBound(environment),
                matching(environment, "BALLAST_SERVICE_HEAP", "384m", HEAP),
                words(environment.getOrDefault("BALLAST_SERVICE_JVM_OPTIONS", "")),
                isOn(environment, "BALLAST_AOT"),
                profile.equals(DEV) ? Optional.empty() : Optional.of(foreignTokens(environment)));
    }

    /** Whether tokens can be had from the gateway. */
    public boolean isDev() {
        return profile.equals(DEV);
    }

    private static Path path(Map<String, String> environment, String variable, Path fallback) {
        String given = environment.getOrDefault(variable, "");
        Path path = given.isBlank() ? fallback : Path.of(given);
        return path.toAbsolutePath().normalize();
    }

    private static List<String> words(String value) {
        return Arrays.stream(value.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String matching(Map<String, String> environment, String variable, String fallback, Pattern form) {
        String value = environment.getOrDefault(variable, fallback);
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException(variable + " is something like " + fallback + ", not " + value);
        }
        return value;
    }

    /** The demo data is loaded with tokens of the gateway, which only the dev profile has. */
    private static boolean demo(Map<String, String> environment, String profile) {
        return isOn(environment, "BALLAST_DEMO") && profile.equals(DEV);
    }

    private static boolean isOn(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "on");
        return switch (value) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(variable + " is on or off, not " + value);
        };
    }

    private static Duration startBound(Map<String, String> environment) {
        String value = environment.getOrDefault("BALLAST_START_SECONDS", "120");
        try {
            int seconds = Integer.parseInt(value);
            if (seconds > 0 && seconds <= LONGEST_START_SECONDS) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // Said below, like a number that is out of bounds
        }
        throw new IllegalArgumentException("BALLAST_START_SECONDS is a number from 1 to 3600, not " + value);
    }

    private static ForeignTokens foreignTokens(Map<String, String> environment) {
        return new ForeignTokens(
                required(environment, JWKS_URL), required(environment, ISSUER), required(environment, AUDIENCE));
    }

    private static String required(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException(
                    variable + " is missing: outside the dev profile somebody else signs the tokens");
        }
        return value;
    }
}
