package io.sluice.ingress.lists;

import io.sluice.ingress.arguments.Rfc3339;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a list can be sorted by. An index must hold the column followed by the id, so that a page is a walk along it.
 *
 * @param parameter its name in {@code ?sort=}
 * @param column an SQL expression that is never null
 * @param type of that expression
 * @param value of one item, as a text that the type reads
 */
public record Sort<T>(String parameter, String column, Type type, Function<T, String> value) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    /** What the values are; a cursor comes from outside, and must not bring anything that the type cannot read. */
    public enum Type {
        TIME("timestamptz") {
            @Override
            boolean reads(String text) {
                return text.equals(INFINITY) || Rfc3339.read(text).isPresent();
            }
        },
        NUMBER("bigint") {
            @Override
            boolean reads(String text) {
                return WHOLE_NUMBER.matcher(text).matches();
            }
        },
        TEXT("text") {
            @Override
            boolean reads(String text) {
                return text.indexOf('\0') < 0;
            }
        };

        final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        abstract boolean reads(String text);
    }

    /** The time after all times, for who has none. */
    public static final String INFINITY = "infinity";
}
