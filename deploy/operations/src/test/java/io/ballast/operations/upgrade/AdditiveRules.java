package io.ballast.operations.upgrade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which statements of a migration a released build might not survive: it runs on the migrated schema while pods are replaced, and
 * again if the upgrade is taken back. By their form: what a statement means is not understood here.
 */
final class AdditiveRules {

    private static final String NAME = "(?:if exists |if not exists |only )?([a-z0-9_.]+)";
    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern DO_BLOCK = Pattern.compile("\\bdo\\s+\\$(\\w*)\\$(.*?)\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern ADDED_NOT_NULL =
            Pattern.compile("add column (?:(?!, add |, alter |, drop ).)*? not null(?:(?!, add |, alter |, drop ).)*");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "^drop (table|view|materialized view|sequence|type|function|procedure|policy|schema)",
                    "drops what the release uses"),
            new Rule(
                    "^alter table .*\\bdrop (?!not null|default|expression)",
                    "drops a column or constraint of a released table"),
            new Rule("^alter .*\\brename\\b", "renames what the release uses"),
            new Rule(
                    "^alter table .*\\balter (column )?\\S+ (set data )?type\\b",
                    "changes the type of a released column"),
            new Rule("^alter table .*\\bset not null\\b", "asks for what the release may leave out"),
            new Rule(
                    "^alter table .*\\badd (constraint|check|unique|foreign key|primary key|exclude)\\b",
                    "forbids what the release may write"),
            new Rule("^create unique index", "forbids what the release may write"),
            new Rule("^alter table .*\\b(enable|force) row level security\\b", "hides rows from the release"),
            new Rule("^revoke ", "takes a right from the release"),
            new Rule("^(delete from|truncate) ", "deletes released data"));

    private static final Pattern TABLE = Pattern.compile(
            "^(?:alter table|drop table|create unique index \\S+ on|delete from|truncate(?: table)?|drop policy \\S+ on) "
                    + NAME);

    /** Of what there is to revoke, only rights on something that was there can have been used. */
    private static final Pattern REVOKED = Pattern.compile("^revoke .* on (?:function |table )?([a-z0-9_.]+)");

    private static final Pattern MADE =
            Pattern.compile("^create (?:or replace )?(?:function|table|view|sequence) " + NAME);

    private AdditiveRules() {}

    /** A statement that is not additive, and why. */
    record Breach(String statement, String reason) {}

    /** What is not additive in migrations that come after a release, given in their order. */
    static List<Breach> breaches(List<String> migrations) {
        List<String> statements =
                migrations.stream().flatMap(sql -> statements(sql).stream()).toList();
        Set<String> made = made(statements);
        List<Breach> breaches = new ArrayList<>();
        for (String statement : statements) {
            if (!concerns(statement, made)) {
                reason(statement).ifPresent(reason -> breaches.add(new Breach(statement, reason)));
            }
        }
        return breaches;
    }

    /** One line each, in lower case, without comments and the bodies of functions; what a DO block does is done. */
    static List<String> statements(String sql) {
        String plain = COMMENT.matcher(sql.toLowerCase(Locale.ROOT)).replaceAll(" ");
        String done = DO_BLOCK.matcher(plain).replaceAll(block -> Matcher.quoteReplacement(block.group(2)));
        return Arrays.stream(QUOTED.matcher(done).replaceAll("''").split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .map(statement -> statement.replaceFirst("^(?:declare .* )?begin ", ""))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static Set<String> made(List<String> statements) {
        return statements.stream()
                .map(MADE::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean concerns(String statement, Set<String> made) {
        Matcher table = TABLE.matcher(statement);
        Matcher revoked = REVOKED.matcher(statement);
        return table.find() && made.contains(table.group(1)) || revoked.find() && made.contains(revoked.group(1));
    }

    private static Optional<String> reason(String statement) {
        Optional<String> byForm = RULES.stream()
                .filter(rule -> rule.pattern().matcher(statement).find())
                .map(Rule::reason)
                .findFirst();
        return byForm.isPresent() ? byForm : addedWithoutDefault(statement);
    }

    private static Optional<String> addedWithoutDefault(String statement) {
        return statement.startsWith("alter table")
                        && ADDED_NOT_NULL
                                .matcher(statement)
                                .results()
                                .anyMatch(column -> !column.group().contains(" default ")
                                        && !column.group().contains(" generated "))
                ? Optional.of("adds a column that the release does not fill")
                : Optional.empty();
    }

    private record Rule(Pattern pattern, String reason) {

        Rule(String regex, String reason) {
            this(Pattern.compile(regex), reason);
        }
    }
}
