package io.ballast.chainbalance.balance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.ballast.chainbalance.refresh.Observation;
import io.ballast.chainbalance.wallet.Wallet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How wallets and what is known of them are written in Redis. What can not be read is as good as absent. */
final class CacheEntry {

    private static final TypeReference<List<Wallet>> WALLETS = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final ObjectReader wallets;
    private final ObjectReader values;

    CacheEntry(ObjectMapper mapper) {
        this.mapper = mapper;
        // a later version may have written more
        ObjectReader reader = mapper.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        this.wallets = reader.forType(WALLETS);
        this.values = reader.forType(Values.class);
    }

    /** One wallet's values. */
    record Values(UUID wallet, List<Observation> observations) {}

    String wallets(List<KnownWallet> known) {
        return json(known.stream().map(KnownWallet::wallet).toList());
    }

    /** With the stamp in front that decides which of two is the later one: when the last of the values was looked at. */
    String values(UUID wallet, List<Observation> observations) {
        long stamp = observations.stream()
                .map(Observation::checkedAt)
                .mapToLong(CacheEntry::micros)
                .max()
                .orElse(0);
        return stamp + " " + json(new Values(wallet, observations));
    }

    /** Reads a hash's values, in any order; empty if one is missing. */
    Optional<List<KnownWallet>> read(List<String> parts) {
        try {
            return known(parts);
        } catch (JsonProcessingException | IllegalArgumentException anotherVersions) {
            return Optional.empty();
        }
    }

    private Optional<List<KnownWallet>> known(List<String> parts) throws JsonProcessingException {
        List<Wallet> known = null;
        Map<UUID, List<Observation>> byWallet = new HashMap<>();
        for (String part : parts) {
            if (part.startsWith("[")) {
                known = wallets.readValue(part);
            } else {
                Values ofOne = values.readValue(part.substring(part.indexOf(' ') + 1));
                byWallet.put(ofOne.wallet(), ofOne.observations());
            }
        }
        return Optional.ofNullable(known)
                .filter(all -> all.stream().map(Wallet::id).allMatch(byWallet::containsKey))
                .map(all -> all.stream()
                        .map(wallet -> new KnownWallet(wallet, byWallet.get(wallet.id())))
                        .toList());
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for a cache entry", e);
        }
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
