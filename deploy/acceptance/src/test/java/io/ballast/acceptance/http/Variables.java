package io.ballast.acceptance.http;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between double braces. */
final class Variables {

    private static final Pattern BRACES = Pattern.compile("\\{\\{\\s*([^}]+?)\\s*}}");
    private static final Pattern OF_ANSWER =
            Pattern.compile("(\\w+)\\.response\\.(?:body\\.(\\*|\\$\\S*)|headers\\.(\\S+))");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();

    void set(String name, String value) {
        values.put(name, fill(value));
    }

    void set(String name, Answer answer) {
        answers.put(name, answer);
    }

    /**
     * The text with everything filled in.
     *
     * @throws IllegalArgumentException if something is not known
     */
    String fill(String text) {
        return BRACES.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    private String value(MatchResult found) {
        String expression = found.group(1);
        if (expression.equals("$guid")) {
            return UUID.randomUUID().toString();
        }
        Matcher ofAnswer = OF_ANSWER.matcher(expression);
        if (ofAnswer.matches() && answers.containsKey(ofAnswer.group(1))) {
            return value(answers.get(ofAnswer.group(1)), ofAnswer);
        }
        if (values.containsKey(expression)) {
            return values.get(expression);
        }
        throw new IllegalArgumentException("not known: {{" + expression + "}}");
    }

    private static String value(Answer answer, Matcher which) {
        if (which.group(3) != null) {
            return answer.header(which.group(3));
        }
        return which.group(2).equals("*") ? answer.body() : answer.member(which.group(2));
    }
}
