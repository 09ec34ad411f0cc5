package dev.symbolon.operator.inspector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows of the table flow are meant, in SQL, with a value for each question mark. */
final class Condition {

    private final StringBuilder sql = new StringBuilder("1 = 1");
    private final List<Object> arguments = new ArrayList<>();

    private Condition() {}

    /** What stays as it is while a flow goes on: whose it is and what was begun, and since when. */
    static Condition lasting(String tenant, FlowFilter filter) {
        Condition all = new Condition().and("tenant = ?", tenant);
        if (filter.clients() != null) {
            Condition any = any("client_id", filter.clients());
            if (!filter.sites().isEmpty()) {
                any.or(any("site", filter.sites()));
            }
            all.and(any);
        }
        all.equal("kind", filter.kind());
        if (filter.since() != null) {
            all.and("changed_at > ?", filter.since());
        }
        return all;
    }

    /** What may be another with the next step. */
    static Condition changing(FlowFilter filter) {
        Condition all = new Condition();
        String account = filter.accountId();
        if (account != null && filter.claimed()) {
            all.and("(account_id = ? OR claimed_id = ?)", account, account);
        } else {
            all.equal("account_id", account);
        }
        return all.equal("state", filter.state()).equal("rule", filter.rule());
    }

    private static Condition any(String column, Collection<String> values) {
        Condition any = new Condition();
        String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
        return any.and(column + " IN (" + marks + ")", values.toArray());
    }

    private Condition equal(String column, @Nullable String value) {
        return value == null ? this : and(column + " = ?", value);
    }

    Condition and(String more, Object... values) {
        sql.append(" AND ").append(more);
        arguments.addAll(Arrays.asList(values));
        return this;
    }

    Condition and(Condition other) {
        return and("(" + other.sql + ")", other.arguments());
    }

    private void or(Condition other) {
        sql.insert(0, '(').append(") OR (").append(other.sql).append(')');
        arguments.addAll(other.arguments);
    }

    String sql() {
        return sql.toString();
    }

    /** The values with others around them. */
    Object[] arguments(List<Object> first, Object last) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(arguments);
        all.add(last);
        return all.toArray();
    }

    /** The values, and one more behind them. */
    Object[] arguments(Object last) {
        return arguments(List.of(), last);
    }

    Object[] arguments() {
        return arguments.toArray();
    }
}
