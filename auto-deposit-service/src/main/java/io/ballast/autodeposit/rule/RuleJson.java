package io.ballast.autodeposit.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ballast.autodeposit.asset.UsdcAmount;

/** A rule as the audit keeps it. */
final class RuleJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RuleJson() {}

    static String write(DepositRule rule) {
        ObjectNode json = JSON.createObjectNode()
                .put("enabled", rule.enabled())
                .put("threshold", rule.threshold().value())
                .put("floor", rule.floor().value())
                .put("shareBasisPoints", rule.shareBasisPoints())
                .put("coolDownSeconds", rule.coolDown().toSeconds())
                .put("dryRun", rule.dryRun())
                .put("version", rule.version());
        rule.capPerDeposit().map(UsdcAmount::value).ifPresent(cap -> json.put("capPerDeposit", cap));
        rule.capPerDay().map(UsdcAmount::value).ifPresent(cap -> json.put("capPerDay", cap));
        rule.alerts().amount().map(UsdcAmount::value).ifPresent(least -> json.put("alertAmount", least));
        rule.alerts().percent().ifPresent(least -> json.put("alertPercent", least));
        rule.vault().ifPresent(vault -> json.put("vault", vault));
        rule.ownAddresses().stream().sorted().forEach(json.putArray("ownAddresses")::add);
        return json.toString();
    }

    static JsonNode read(String json) {
        try {
            return json == null ? null : JSON.readTree(json);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalStateException(notOurs);
        }
    }
}
