package io.ballast.acceptance.scale;

import io.ballast.acceptance.scale.Payments.Payment;
import io.ballast.infrastructure.PostgresPair;
import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The ledger's books as the database has them, seen by its superuser. */
final class Books {

    private static final String DATABASE = "ledger";

    /** Each selects what breaks the sentence. */
    private static final Map<String, String> SENTENCES = Map.of(
            "the entries of a transaction sum to zero",
            "select transaction_id from ledger group by transaction_id having sum(amount) <> 0",
            "an account's versions are gapless, and each entry's balance is the sum up to it",
            """
            select account_id from (
                select account_id, version, balance_after,
                       row_number() over (partition by account_id order by version) as place,
                       sum(amount) over (partition by account_id order by version) as running
                from ledger) e
            where version <> place or balance_after <> running""",
            "a balance is the sum of its entries, and not under its floor",
            """
            select b.account_id from balances b join accounts a on a.id = b.account_id
            where b.balance <> a.balance or b.balance < a.floor
               or b.balance <> (select sum(amount) from ledger l where l.account_id = b.account_id)
               or b.version <> (select count(*) from ledger l where l.account_id = b.account_id)""");

    /** Others may move money meanwhile. */
    private static final String TRANSFERS = """
            select count(*) from transactions t where t.type = 'transfer' and exists (
                select from ledger l where l.transaction_id = t.id and l.account_id = any (?::uuid[]))""";

    private final PostgresPair postgres;
    private final String[] accounts;

    /** @param users between whom the transfers are that are looked at */
    Books(PostgresPair postgres, Collection<User> users) {
        this.postgres = postgres;
        this.accounts = users.stream().map(User::accountId).toArray(String[]::new);
    }

    /** The sentences that are not true of what was acknowledged; empty if all are. */
    List<String> broken(List<Payment> acknowledged) {
        List<String> broken = new ArrayList<>();
        try (ServiceDatabase ledger = open()) {
            SENTENCES.forEach((sentence, query) -> {
                int exceptions = ledger.query(query).size();
                if (exceptions > 0) {
                    broken.add("not true, " + exceptions + " times: " + sentence);
                }
            });
            long transfers = ledger.number(TRANSFERS, (Object) accounts);
            long found = ledger.number(
                    "select count(*) from transactions where status = 'success' and id = any (?::uuid[])",
                    (Object) acknowledged.stream().map(Payment::id).toArray(String[]::new));
            if (found != acknowledged.size() || transfers != acknowledged.size()) {
                broken.add("%d transfers were acknowledged, of which %d are in the books, which have %d"
                        .formatted(acknowledged.size(), found, transfers));
            }
        }
        return broken;
    }

    /** Each transaction of an account and the account's version after it. */
    Map<String, Long> transactionsOf(String accountId) {
        Map<String, Long> versions = new LinkedHashMap<>();
        try (ServiceDatabase ledger = open()) {
            ledger.query(
                            "select transaction_id, version from ledger where account_id = ? order by version",
                            UUID.fromString(accountId))
                    .forEach(row -> versions.put(
                            row.get("transaction_id").toString(), ((Number) row.get("version")).longValue()));
        }
        return versions;
    }

    /** An account's balance; users' are in dollars, kept in cents. */
    BigDecimal balanceOf(String accountId) {
        try (ServiceDatabase ledger = open()) {
            return BigDecimal.valueOf(
                    ledger.number("select balance from balances where account_id = ?", UUID.fromString(accountId)), 2);
        }
    }

    private ServiceDatabase open() {
        try {
            return new ServiceDatabase(postgres.connect(DATABASE));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
