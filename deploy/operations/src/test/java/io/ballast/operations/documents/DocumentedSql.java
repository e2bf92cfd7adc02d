package io.ballast.operations.documents;

import io.ballast.operations.documents.Document.Code;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL that operators are told to run.
 *
 * @param database that the text names last before it
 */
record DocumentedSql(String document, String database, String sql) {

    private static final Pattern STATEMENT =
            Pattern.compile("(?is)(select|update|insert into|delete from|set|with) .*");
    private static final Pattern DATABASE =
            Pattern.compile("database(?:]\\([^)]*\\))? `(ledger|chain_balance|auto_deposit|notification)`");
    private static final Pattern BLANK = Pattern.compile("<([a-z]+)>|'…'");
    private static final String SOME_ID = "00000000-0000-0000-0000-000000000001";
    private static final Map<String, String> BLANKS =
            Map.of("id", SOME_ID, "chain", "evm", "network", "local", "ledger", "1");

    static List<DocumentedSql> all() {
        return Document.ofOperators().stream()
                .flatMap(document ->
                        document.code().stream().filter(DocumentedSql::isSql).map(code -> of(document, code)))
                .toList();
    }

    private static boolean isSql(Code code) {
        return code.language().equals("sql")
                || code.language().isEmpty() && STATEMENT.matcher(code.text()).matches();
    }

    private static DocumentedSql of(Document document, Code code) {
        String before = document.text().substring(0, code.position());
        String database = DATABASE.matcher(before)
                .results()
                .reduce((earlier, later) -> later)
                .map(named -> named.group(1))
                .orElseThrow(() -> new IllegalStateException(document + " does not say in which database: " + code));
        return new DocumentedSql(
                document.path(),
                database,
                BLANK.matcher(code.text()).replaceAll(blank -> Matcher.quoteReplacement(filled(blank))));
    }

    private static String filled(MatchResult blank) {
        if (blank.group(1) == null) {
            return "'" + SOME_ID + "'";
        }
        if (!BLANKS.containsKey(blank.group(1))) {
            throw new IllegalStateException("nobody knows what " + blank.group() + " is");
        }
        return BLANKS.get(blank.group(1));
    }

    @Override
    public String toString() {
        return document + ": " + sql;
    }
}
