package io.ballast.ledger;

import io.ballast.infrastructure.testkit.ServiceDatabase;
import java.util.Map;
import java.util.TreeMap;

/** Every row of every table, told in one word a table: two images are equal if nothing at all has changed in between. */
public record TableImage(Map<String, String> tables) {

    /** Events on their way out come and go without anything happening; what the background writes is not the requests'. */
    private static final String TABLES = """
            select c.relname::text as name from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname not in ('flyway_schema_history', 'outbox', 'inbox', 'block_chains', 'ledger_blocks',
                                  'reconciled_balances', 'reconciliation_runs', 'drift_reports')
            order by 1""";

    public static TableImage of(ServiceDatabase database) {
        Map<String, String> images = new TreeMap<>();
        database.query(TABLES).forEach(table -> images.put((String) table.get("name"), image(database, table)));
        return new TableImage(images);
    }

    /** The same image without those tables, where a test means them to change. */
    public TableImage without(String... names) {
        Map<String, String> rest = new TreeMap<>(tables);
        for (String name : names) {
            rest.remove(name);
        }
        return new TableImage(rest);
    }

    private static String image(ServiceDatabase database, Map<String, Object> table) {
        return (String) database.query(
                        "select coalesce(md5(string_agg(t::text, chr(10) order by t::text)), 'empty') as image from \""
                                + table.get("name") + "\" t")
                .getFirst()
                .get("image");
    }
}
