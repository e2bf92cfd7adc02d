package io.ballast.autodeposit.problem;

import io.ballast.events.json.UnknownField;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.logging.Logger;

/**
 * Gives every problem that the framework made (an unknown path, a missing role, a failure) a stable type, and what failed
 * because the database is away a 503. The framework's own text is dropped: it can name Java classes.
 */
@Startup
@ApplicationScoped
public class StableProblems implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(StableProblems.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem stable = ProblemCode.isStable(problem.getType()) ? problem : stable(problem, context.cause);
        log(stable, context);
        return stable;
    }

    /** A client's mistake is no news, an absent database is told of by health and metrics; a failure of ours needs eyes. */
    private static void log(HttpProblem problem, ProblemContext context) {
        if (problem.getStatusCode() == ProblemCode.INTERNAL_ERROR.status()) {
            LOG.errorf(context.cause, "%s failed", context.path);
        } else {
            LOG.debugf("%s answered %d: %s", context.path, problem.getStatusCode(), problem.getDetail());
        }
    }

    private static HttpProblem stable(HttpProblem problem, Throwable cause) {
        ProblemCode code = codeOf(problem, cause);
        HttpProblem.Builder stable = Problems.problem(code).withInstance(problem.getInstance());
        problem.getHeaders().forEach(stable::withHeader);
        UnknownField.detail(cause).ifPresent(stable::withDetail);
        if (code == ProblemCode.UNAVAILABLE) {
            stable.withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return stable.build();
    }

    private static ProblemCode codeOf(HttpProblem problem, Throwable cause) {
        return problem.getStatusCode() >= 500 && DatabaseFailures.passByThemselves(cause)
                ? ProblemCode.UNAVAILABLE
                : ProblemCode.ofStatus(problem.getStatusCode());
    }
}
