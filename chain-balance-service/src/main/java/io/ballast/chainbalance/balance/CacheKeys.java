package io.ballast.chainbalance.balance;

import io.ballast.chainbalance.wallet.Owner;

/**
 * An owner's keys in Redis, in one hash slot.
 *
 * @param tag what they begin with; no two owners have the same
 */
record CacheKeys(String tag) {

    static CacheKeys of(String tenant, Owner owner) {
        return new CacheKeys("{chain-balance:" + tenant + ":" + owner.type().code() + ":" + owner.id() + "}");
    }

    String entry() {
        return tag + ":known";
    }

    String generation() {
        return tag + ":generation";
    }

    String stamp() {
        return tag + ":stamp";
    }

    String hold() {
        return tag + ":hold";
    }
}
