package io.sluice.benchmarks;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param ours what the system did, in its unit
 * @param floor what the bare parts did in the same run; null where the goal is an absolute one
 * @param value what the goal speaks of: the ratio of both where there is a floor
 * @param goal null for what is only told
 * @param voided why this run says nothing, if it does not
 * @param details what it was found among, for whoever compares runs
 */
record Figure(
        String name,
        String unit,
        double ours,
        @Nullable Double floor,
        double value,
        @Nullable Goal goal,
        @Nullable String voided,
        List<Map<String, Object>> details) {
    Figure {
        details = List.copyOf(details);
    }

    /** The median of the ratios of all rounds. */
    static Figure ratio(String name, String unit, Series ours, Series floor, @Nullable Goal goal) {
        return new Figure(name, unit, ours.median(), floor.median(), ours.ratioTo(floor), goal, null, List.of());
    }

    static Figure absolute(String name, String unit, double value, @Nullable Goal goal) {
        return new Figure(name, unit, value, null, value, goal, null, List.of());
    }

    Figure voidedBy(@Nullable String reason) {
        return reason == null ? this : new Figure(name, unit, ours, floor, value, goal, reason, details);
    }

    Figure foundAmong(List<Map<String, Object>> others) {
        return new Figure(name, unit, ours, floor, value, goal, voided, others);
    }

    String verdict() {
        if (voided != null) return "void: " + voided;
        return goal == null ? "" : goal.verdict(value).toString();
    }
}
