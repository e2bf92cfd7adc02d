package io.ballast.chainbalance.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Gives every problem that the framework made (an unknown path, a missing token, a failure) a stable type. Its own text
 * is dropped: it can name Java classes.
 */
@Startup
@ApplicationScoped
public class StableProblems implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(StableProblems.class);

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem stable = ProblemCode.isStable(problem.getType()) ? problem : stable(problem);
        LOG.debugf("%d %s", stable.getStatusCode(), stable.getDetail());
        return stable;
    }

    private static HttpProblem stable(HttpProblem problem) {
        ProblemCode code = ProblemCode.ofStatus(problem.getStatusCode());
        HttpProblem.Builder stable =
                Problems.problem(code).withStatus(problem.getStatusCode()).withInstance(problem.getInstance());
        problem.getHeaders().forEach(stable::withHeader);
        return stable.build();
    }
}
