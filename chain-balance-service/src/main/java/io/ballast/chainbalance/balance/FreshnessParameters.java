package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.chain.Finality;
import io.ballast.chainbalance.problem.Problems;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters that say how fresh and how final values shall be, and whether to wait for that. */
public class FreshnessParameters {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "m",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    @QueryParam("maxAge")
    @Parameter(
            description =
                    "Values older than this, such as 5s, are STALE for this request, and are read again meanwhile")
    String maxAge;

    @QueryParam("finality")
    @DefaultValue("latest")
    @Parameter(
            description =
                    "The least finality that the block of a value has by now; where the last reading's has not, an earlier"
                            + " reading answers, as of then; without one UNKNOWN",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"latest", "safe", "finalized"}))
    String finality;

    @QueryParam("live")
    @DefaultValue("false")
    @Parameter(
            description =
                    "Wait for the chains, until the deadline; live of the answer says whether all values were read anew",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String live;

    @QueryParam("deadline")
    @Parameter(description = "With live=true, how long to wait at most, such as 2s")
    String deadline;

    /**
     * What they ask for.
     *
     * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if one of them can not be understood
     */
    public Freshness read(BalanceConfig config) {
        if (!isAnythingAsked()) {
            return Freshness.ANY;
        }
        return new Freshness(
                Optional.ofNullable(maxAge).map(text -> duration("maxAge", text)), finality(), deadline(config));
    }

    /** Whether anything is asked for that is not so anyway. */
    boolean isAnythingAsked() {
        return maxAge != null || deadline != null || !finality.equals("latest") || !live.equals("false");
    }

    private Finality finality() {
        return Finality.ofCode(finality)
                .orElseThrow(() -> Problems.invalid("finality", "finality is latest, safe or finalized."));
    }

    private Optional<Duration> deadline(BalanceConfig config) {
        if (!live.equals("true") && !live.equals("false")) {
            throw Problems.invalid("live", "live is true or false.");
        }
        Duration wanted = Optional.ofNullable(deadline)
                .map(text -> duration("deadline", text))
                .orElse(config.liveDeadline());
        if (wanted.compareTo(config.maxLiveDeadline()) > 0) {
            throw Problems.invalid(
                    "deadline",
                    "deadline is at most " + config.maxLiveDeadline().toMillis() + "ms.");
        }
        return Optional.of(wanted).filter(any -> live.equals("true"));
    }

    private static Duration duration(String name, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw Problems.invalid(name, name + " is a number of ms, s, m or h, such as 5s.");
        }
        return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }
}
