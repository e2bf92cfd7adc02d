package io.ballast.ledger.listing;

import io.ballast.ledger.transaction.TransactionRows;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The statements of one list. Places are found first, by one index and a bounded number of them, whatever else is asked for;
 * only then are their transactions read and judged by the rest of the filter. The bound is a literal: with a parameter there
 * a generic plan would count on a tenth of the table.
 */
final class ListingSql {

    /**
     * For the transaction that the statements run in. Where a generic plan can not know how much lies between two times, the
     * planner would rather sort all of it than merge the months' indexes; the few places that are found are sorted anyway.
     */
    static final String WALK_INDEXES = "select set_config('enable_sort', 'off', true)";

    private static final String BY_PLACE = "order by place_at desc, place_version desc, place_id desc\n";

    private static final String OF_TENANT = "tenant = current_setting('ballast.tenant')";

    private final ListingQuery query;
    private final List<UUID> accounts;
    private final Source source;
    private final int examined;
    private final Duration skew;
    private final List<Object> parameters = new ArrayList<>();

    /**
     * @param accounts whose transactions are looked for; null for all of the tenant
     * @param examined how many places are looked at
     * @param skew see {@link ListingConfig#clockSkew}
     */
    ListingSql(ListingQuery query, List<UUID> accounts, int examined, Duration skew) {
        this.query = query;
        this.accounts = accounts;
        this.source = Source.of(query.filter(), accounts != null);
        this.examined = examined;
        this.skew = skew;
    }

    /** The values of the last statement's parameters. */
    List<Object> parameters() {
        return parameters;
    }

    /** The transactions of the page in their order, and one more if there is one. */
    String page() {
        parameters.clear();
        return "select " + TransactionRows.COLUMNS
                + ",\n    place_at, place_version, place_id, entry_account, entry_amount, entry_balance\nfrom ("
                + places() + ") places\n"
                + "cross join lateral (\n    select * from transactions x where x." + OF_TENANT
                + " and x.id = places.place_id offset 0) t\nwhere true"
                + rest() + "\n" + BY_PLACE + "limit " + parameter(query.limit() + 1, "int");
    }

    /** The last of the places that {@link #page} has looked at, and how many they were. */
    String lastPlace() {
        parameters.clear();
        return "select place_at, place_version, place_id, count(*) over () as examined\nfrom (" + places()
                + ") places\norder by place_at, place_version, place_id\nlimit 1";
    }

    private String rest() {
        ListingFilter filter = query.filter();
        StringBuilder rest = new StringBuilder();
        if (filter.type() != null) {
            rest.append(" and type = ").append(parameter(filter.type().wireName(), "text"));
        }
        if (filter.status() != null) {
            rest.append(" and status = ").append(parameter(filter.status().wireName(), "text"));
        }
        if (source != Source.ACCOUNTS) {
            rest.append(between("created_at"));
        }
        if (source == Source.REFERENCE && accounts != null) {
            String ids = parameter(accounts.toArray(UUID[]::new), "uuid[]");
            rest.append(" and (account_id = any (").append(ids).append(")");
            rest.append(" or counterparty_account_id = any (").append(ids).append("))");
        }
        return rest.toString();
    }

    private String places() {
        return source == Source.ACCOUNTS ? placesOfAccounts() : placesOfTenant();
    }

    private String placesOfTenant() {
        return "\n    select 'epoch'::timestamptz as place_at, 0::bigint as place_version, id as place_id,"
                + "\n        null::uuid as entry_account, null::bigint as entry_amount, null::bigint as entry_balance"
                + "\n    from transactions\n    where " + OF_TENANT + condition() + betweenIds()
                + "\n    order by id desc limit " + examined;
    }

    /** In the words of the index: what it leaves out has to be left out here as well. */
    private String condition() {
        ListingFilter filter = query.filter();
        return switch (source) {
            case REFERENCE -> " and reference = " + parameter(filter.reference(), "text");
            case STATUS ->
                " and status <> 'success' and status = "
                        + parameter(filter.status().wireName(), "text");
            case TYPE ->
                " and type not in ('transfer', 'payment') and type = "
                        + parameter(filter.type().wireName(), "text");
            case TENANT, ACCOUNTS -> "";
        };
    }

    private String betweenIds() {
        StringBuilder ids = new StringBuilder();
        if (query.after() != null) {
            ids.append(" and id < ").append(parameter(query.after().id(), "uuid"));
        }
        if (query.filter().from() != null) {
            ids.append(" and id >= ")
                    .append(parameter(firstId(query.filter().from().minus(skew)), "uuid"));
        }
        if (query.filter().to() != null) {
            ids.append(" and id < ")
                    .append(parameter(firstId(query.filter().to().plus(skew)), "uuid"));
        }
        return ids.toString();
    }

    /** No id that was made from this time on is smaller. */
    static UUID firstId(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }

    private String placesOfAccounts() {
        List<String> arms = new ArrayList<>(2);
        if (Source.mayHaveEntries(query.filter())) {
            arms.add(entries());
        }
        if (Source.mayHaveNoEntries(query.filter())) {
            arms.add(withoutEntries());
        }
        return "\n    select * from (" + String.join("\n    union all", arms) + ") arms\n    " + BY_PLACE + "    limit "
                + examined;
    }

    private String entries() {
        return "\n    select e.created_at as place_at, e.version as place_version, e.transaction_id as place_id,"
                + "\n        e.account_id as entry_account, e.amount as entry_amount, e.balance_after as entry_balance"
                + "\n    from unnest(" + accountIds() + ") as a (id)"
                + "\n    cross join lateral (\n        select * from entries where account_id = a.id"
                + between("created_at") + after("version", "transaction_id")
                + "\n        order by created_at desc, version desc limit " + examined + ") e";
    }

    private String withoutEntries() {
        return "\n    select w.created_at as place_at, 0::bigint as place_version, w.id as place_id,"
                + "\n        null::uuid as entry_account, null::bigint as entry_amount, null::bigint as entry_balance"
                + "\n    from unnest(" + accountIds() + ") as a (id)"
                + "\n    cross join lateral (\n        select * from transactions where account_id = a.id and "
                + OF_TENANT + " and status <> 'success'" + between("created_at") + after("0::bigint", "id")
                + "\n        order by created_at desc, id desc limit " + examined + ") w";
    }

    private String accountIds() {
        return parameter(accounts.toArray(UUID[]::new), "uuid[]");
    }

    private String between(String column) {
        StringBuilder times = new StringBuilder();
        if (query.filter().from() != null) {
            times.append(" and ")
                    .append(column)
                    .append(" >= ")
                    .append(time(query.filter().from()));
        }
        if (query.filter().to() != null) {
            times.append(" and ")
                    .append(column)
                    .append(" < ")
                    .append(time(query.filter().to()));
        }
        return times.toString();
    }

    /** The time by itself as well: it leaves out the months to come. */
    private String after(String version, String id) {
        Position place = query.after();
        if (place == null) {
            return "";
        }
        String at = time(place.at());
        return " and created_at <= " + at + " and (created_at, " + version + ", " + id + ") < (" + at + ", "
                + parameter(place.version(), "bigint") + ", " + parameter(place.id(), "uuid") + ")";
    }

    private String time(Instant time) {
        return parameter(OffsetDateTime.ofInstant(time, ZoneOffset.UTC), "timestamptz");
    }

    private String parameter(Object value, String type) {
        parameters.add(value);
        return "$" + parameters.size() + "::" + type;
    }
}
