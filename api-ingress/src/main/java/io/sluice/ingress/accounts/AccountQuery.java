package io.sluice.ingress.accounts;

import io.sluice.ingress.lists.Cursor;
import io.sluice.ingress.lists.PageRequest;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.avro.Account;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts a list shows, in which order, from where on.
 *
 * @param after the sort value and id of the last account of the page before
 */
record AccountQuery(Sort sort, boolean descending, int limit, Map<Filter, Object> filters, Optional<After> after) {
    /** What a list can be sorted by; each has an index that ends in the id. */
    enum Sort {
        CREATED_AT("created_at", "created_at", "timestamptz"),
        EXPIRES_AT("expires_at", "coalesce(expires_at, 'infinity')", "timestamptz"),
        USERNAME("username", "username", "text");

        final String parameter;
        final String column;
        final String type;

        Sort(String parameter, String column, String type) {
            this.parameter = parameter;
            this.column = column;
            this.type = type;
        }

        String value(Account account) {
            return switch (this) {
                case CREATED_AT -> account.getCreatedAt().toString();
                case EXPIRES_AT ->
                    account.getExpiresAt() == null
                            ? "infinity"
                            : account.getExpiresAt().toString();
                case USERNAME -> account.getUsername();
            };
        }
    }

    /** What a list can be narrowed to. */
    enum Filter {
        STATE("state", "state = :state"),
        PROTOCOL("protocol", "protocol = :protocol"),
        CREATED_AFTER("created_after", "created_at > :created_after::timestamptz"),
        CREATED_BEFORE("created_before", "created_at < :created_before::timestamptz"),
        EXPIRES_AFTER("expires_after", "expires_at > :expires_after::timestamptz"),
        EXPIRES_BEFORE("expires_before", "expires_at < :expires_before::timestamptz");

        final String parameter;
        final String condition;

        Filter(String parameter, String condition) {
            this.parameter = parameter;
            this.condition = condition;
        }

        Object read(String text) {
            return switch (this) {
                case STATE -> word(parameter, text, STATES);
                case PROTOCOL -> word(parameter, text, ProvisionRequest.PROTOCOLS);
                case CREATED_AFTER, CREATED_BEFORE, EXPIRES_AFTER, EXPIRES_BEFORE -> time(parameter, text);
            };
        }
    }

    /** Where the page before ended. */
    record After(String value, UUID id) {}

    private static final List<String> STATES = List.of("active", "disabled", "limited", "expired", "on_hold");
    private static final Set<String> PAGING = Set.of("limit", "cursor", "sort");

    /** Reads the query string; a parameter that nobody knows is refused by its name. */
    static AccountQuery of(HttpServletRequest request) {
        var filters = new TreeMap<Filter, Object>();
        for (var name : request.getParameterMap().keySet()) {
            if (PAGING.contains(name)) continue;
            var filter = Arrays.stream(Filter.values())
                    .filter(known -> known.parameter.equals(name))
                    .findFirst()
                    .orElseThrow(() -> refused(name + " is not a filter of this list; it has " + known() + "."));
            filters.put(filter, filter.read(request.getParameter(name)));
        }
        var asked = Optional.ofNullable(request.getParameter("sort")).orElse("-created_at");
        boolean descending = asked.startsWith("-");
        var sort = sort(descending ? asked.substring(1) : asked);
        var after = Optional.ofNullable(request.getParameter("cursor")).map(text -> after(text, asked));
        return new AccountQuery(sort, descending, PageRequest.limit(request), filters, after);
    }

    /** The cursor behind this account, in this order. */
    Cursor behind(Account account) {
        return new Cursor(List.of((descending ? "-" : "") + sort.parameter, sort.value(account), account.getId()));
    }

    private static After after(String text, String sort) {
        var parts = Cursor.read(text, sort, 3).parts();
        var id = AccountId.parse(parts.get(2)).orElseThrow(Cursor::refused);
        if (!sort.endsWith("username") && !parts.get(1).equals("infinity")) {
            try {
                var ignored = Instant.parse(parts.get(1));
            } catch (DateTimeException notATime) {
                throw Cursor.refused();
            }
        }
        return new After(parts.get(1), id.value());
    }

    private static Sort sort(String text) {
        return Arrays.stream(Sort.values())
                .filter(sort -> sort.parameter.equals(text))
                .findFirst()
                .orElseThrow(() -> refused("sort must be created_at, expires_at or username, with - before it for "
                        + "the other direction."));
    }

    private static String word(String parameter, @Nullable String text, List<String> words) {
        if (text != null && words.contains(text)) return text;
        throw refused(parameter + " must be one of " + String.join(", ", words) + ".");
    }

    private static String time(String parameter, @Nullable String text) {
        try {
            if (text != null) return OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException notATime) {
            // Told below.
        }
        throw refused(parameter + " must be a time like 2027-01-31T12:00:00Z.");
    }

    private static String known() {
        return Arrays.stream(Filter.values()).map(filter -> filter.parameter).collect(Collectors.joining(", "));
    }

    private static RefusedException refused(String detail) {
        return new RefusedException(Problem.of(ProblemCode.MALFORMED_REQUEST, detail));
    }
}
