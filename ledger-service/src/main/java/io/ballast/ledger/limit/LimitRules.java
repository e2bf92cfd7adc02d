package io.ballast.ledger.limit;

import io.ballast.ledger.account.Account;
import io.ballast.ledger.account.AccountState;
import io.ballast.ledger.account.AccountStatus;
import io.ballast.ledger.account.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Decides about a change of an account against what the account is and holds under its lock. */
final class LimitRules {

    private LimitRules() {}

    /**
     * @param limits what they are to be
     * @param status what it is to be, or null to leave it
     */
    static LimitVerdict decide(AccountState state, Limits limits, AccountStatus status) {
        Account account = state.account();
        AccountStatus wanted = status == null ? account.status() : status;
        if (account.isSystem()) {
            return LimitVerdict.Refused.SYSTEM_ACCOUNT;
        }
        if (account.status() == AccountStatus.CLOSED) {
            return isChange(account, limits, wanted) ? LimitVerdict.Refused.CLOSED : nothing(account);
        }
        if (status != null && account.status() == AccountStatus.QUARANTINED) {
            return LimitVerdict.Refused.QUARANTINED;
        }
        if (wanted == AccountStatus.CLOSED && (state.balance() != 0 || state.held() != 0)) {
            return LimitVerdict.Refused.NOT_EMPTY;
        }
        if (crossed(limits)) {
            return LimitVerdict.Refused.LIMITS_CROSSED;
        }
        return new LimitVerdict.Changed(limits, wanted, differences(account, limits, wanted));
    }

    private static boolean crossed(Limits limits) {
        return limits.floor() != null && limits.ceiling() != null && limits.floor() > limits.ceiling();
    }

    private static boolean isChange(Account account, Limits limits, AccountStatus status) {
        return !differences(account, limits, status).isEmpty();
    }

    private static LimitVerdict nothing(Account account) {
        return new LimitVerdict.Changed(account.limits(), account.status(), List.of());
    }

    private static List<Difference> differences(Account account, Limits limits, AccountStatus status) {
        List<Difference> differences = new ArrayList<>(3);
        Limits before = account.limits();
        add(differences, "floor", decimal(account, before.floor()), decimal(account, limits.floor()));
        add(differences, "ceiling", decimal(account, before.ceiling()), decimal(account, limits.ceiling()));
        add(differences, "status", account.status().wireName(), status.wireName());
        return differences;
    }

    private static void add(List<Difference> differences, String what, String from, String to) {
        if (!Objects.equals(from, to)) {
            differences.add(new Difference(what, from, to));
        }
    }

    private static String decimal(Account account, Long units) {
        return units == null ? null : account.asset().toDecimal(units).toPlainString();
    }
}
