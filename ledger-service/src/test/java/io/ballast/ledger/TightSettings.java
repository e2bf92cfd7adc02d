package io.ballast.ledger;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * What a test would not meet otherwise: limits of requests that it can reach, drift that is corrected at once, and the smallest of
 * steps. One profile for all tests that want any of it, since each profile costs a start of the service.
 */
public class TightSettings implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "ballast.rate-limit.user.per-second", "1",
                "ballast.rate-limit.user.burst", "50",
                "ballast.rate-limit.tenant.per-second", "10",
                "ballast.rate-limit.tenant.burst", "2000",
                "ballast.reconciliation.correct", "true",
                "ballast.reconciliation.accounts", "2",
                "ballast.reconciliation.entries", "3",
                "ballast.recalculation.entries", "3");
    }
}
