package io.sluice.ingress.lists;

/**
 * Lists that may be narrowed by two columns of few values. One index begins with both and goes on with the sort: what
 * fits is taken from each pair of values that there is, and brought together. So a page costs the same for a million
 * items as for ten, and for a pair that few have as for one that all do.
 *
 * @param table with its schema; its index begins with tenant, environment and the two columns
 */
public record Pairs(String table, String first, String second) {
    /** The start of a statement: {@code pair} is each pair that the caller has, found by a hop along the index. */
    public String with() {
        return """
                WITH RECURSIVE pair AS (
                    (SELECT %1$s, %2$s
                       FROM %3$s
                      WHERE tenant_id = :tenant AND environment = :environment
                      ORDER BY %1$s, %2$s
                      LIMIT 1)
                      UNION ALL
                     SELECT next.%1$s, next.%2$s
                       FROM pair
                      CROSS JOIN LATERAL (
                             SELECT %1$s, %2$s
                               FROM %3$s
                              WHERE tenant_id = :tenant AND environment = :environment
                                AND (%1$s, %2$s) > (pair.%1$s, pair.%2$s)
                              ORDER BY %1$s, %2$s
                              LIMIT 1) AS next)
                """.formatted(first, second, table);
    }

    /** What one pair holds, to be followed by the filters of the list. */
    public String from(String columns) {
        return "SELECT " + columns + " FROM " + table + " WHERE tenant_id = :tenant AND environment = :environment"
                + " AND %1$s = pair.%1$s AND %2$s = pair.%2$s".formatted(first, second);
    }
}
