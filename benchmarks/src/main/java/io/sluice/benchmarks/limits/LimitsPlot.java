package io.sluice.benchmarks.limits;

import io.sluice.ingress.limits.NodeLimits.Verdict;
import java.util.List;

/**
 * Limits at work, for whoever would rather look than read: how much of a limit each node admitted within the window
 * that ends at each instant, one upon the other, and below it for all saturated cases how full the fullest window was
 * and how much was used.
 */
public final class LimitsPlot {
    private static final int WIDTH = 920;
    private static final int MARGIN = 46;
    private static final int PANEL_HEIGHT = 150;
    private static final int PANEL_TOP = 62;
    private static final int PANEL_GAP = 24;
    private static final int BARS_TOP = PANEL_TOP + PANEL_HEIGHT + 84;
    private static final int BAR_HEIGHT = 17;
    private static final int LABELS = 150;
    private static final int STEPS = 240;

    /** Somewhat above the limit, so that one would see what lies above. */
    private static final double TOP = 1.1;

    private static final List<String> NODES = List.of("first", "second", "third");

    private final Svg svg;
    private final List<Comparison> saturated;

    private LimitsPlot(List<Comparison> saturated) {
        this.saturated = saturated;
        int height = BARS_TOP + saturated.size() * BAR_HEIGHT + 20;
        this.svg = new Svg(WIDTH, height, "Limits over three nodes: what was admitted in any window");
    }

    /**
     * Draws it.
     *
     * @param cases those that are drawn over time must be among them
     * @param shown which limit is drawn over time
     */
    public static String draw(List<Comparison> cases, String shown) {
        var saturated = cases.stream().filter(Comparison::isSaturated).toList();
        var plot = new LimitsPlot(saturated);
        plot.overTime(
                saturated.stream().filter(each -> each.limit().equals(shown)).toList());
        plot.bars();
        return plot.svg.toString();
    }

    private void overTime(List<Comparison> forms) {
        var first = forms.getFirst();
        svg.text(
                MARGIN,
                22,
                "title",
                "Admitted within the last %s under a limit of %,d, by node, at %.0f times the load"
                        .formatted(
                                first.window().unit(),
                                first.window().max(),
                                first.scenario().load()));
        double width = (WIDTH - MARGIN - (forms.size() - 1) * PANEL_GAP - 10) / (double) forms.size();
        for (int each = 0; each < forms.size(); each++) {
            panel(forms.get(each), MARGIN + each * (width + PANEL_GAP), width);
        }
    }

    private void panel(Comparison form, double left, double width) {
        double bottom = PANEL_TOP + PANEL_HEIGHT;
        double seconds = form.scenario().length().toMillis() / 1_000.0;
        var within = within(form);
        var x = new double[STEPS + 1];
        var lower = new double[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            x[step] = left + width * step / STEPS;
            lower[step] = bottom;
        }
        for (int node = 0; node < within.length; node++) {
            var upper = new double[STEPS + 1];
            for (int step = 0; step <= STEPS; step++) {
                upper[step] = lower[step]
                        - within[node][step] / (double) form.window().max() * PANEL_HEIGHT / TOP;
            }
            svg.area(x, lower, upper, NODES.get(node));
            lower = upper;
        }
        double limit = bottom - PANEL_HEIGHT / TOP;
        svg.line(left, limit, left + width, limit, "limit");
        svg.line(left, bottom, left + width, bottom, "axis");
        svg.text(left, PANEL_TOP - 12, "", "requests " + words(form.scenario().form()));
        svg.text(left - 4, limit + 4, "small end", "%,d".formatted(form.window().max()));
        svg.text(left - 4, bottom + 4, "small end", "0");
        svg.text(left, bottom + 14, "small", "0 s");
        svg.text(left + width, bottom + 14, "small end", "%.0f s".formatted(seconds));
    }

    private static String words(String form) {
        return switch (form) {
            case "even" -> "to all nodes alike";
            case "moving" -> "to one node, then another";
            default -> "split " + form;
        };
    }

    /** By node, how many it admitted within the window that ends at each step. */
    private static int[][] within(Comparison form) {
        var seen = form.measured().seen();
        long length = form.scenario().length().toNanos();
        long window = form.window().window().millis() * Time.MILLI;
        long start = seen.sent(0);
        var within = new int[form.scenario().nodes()][STEPS + 1];
        for (int each = 0; each < seen.count(); each++) {
            if (seen.verdict(each) != Verdict.ADMITTED) continue;
            long after = seen.likely(each) - start;
            long from = Math.ceilDiv(after * STEPS, length);
            for (long step = from; step <= STEPS && step * length / STEPS < after + window; step++) {
                within[seen.node(each)][(int) step]++;
            }
        }
        return within;
    }

    private void bars() {
        double half = (WIDTH - MARGIN - 10) / 2.0;
        double left = MARGIN + LABELS - 20;
        double width = half - LABELS / 2.0 - 30;
        double right = left + width + 50;
        svg.text(left, BARS_TOP - 24, "title", "Fullest window, of the limit");
        svg.text(right, BARS_TOP - 24, "title", "Used, of what the slots allow");
        legend(BARS_TOP - 42);
        for (int each = 0; each < saturated.size(); each++) {
            var one = saturated.get(each);
            double y = BARS_TOP + each * BAR_HEIGHT;
            svg.text(
                    left - 8,
                    y + 10,
                    "small end",
                    "%s × %.0f, %s"
                            .formatted(
                                    one.limit(),
                                    one.scenario().load(),
                                    one.scenario().form()));
            bar(left, y, width, one.measured().fullestSurely(), one.simulated().fullest());
            bar(right, y, width, one.measured().likely().used(), one.simulated().used());
        }
        double bottom = BARS_TOP + saturated.size() * BAR_HEIGHT;
        for (double from : new double[] {left, right}) {
            svg.line(from, BARS_TOP - 6, from, bottom, "axis");
            svg.line(from + width / TOP, BARS_TOP - 10, from + width / TOP, bottom, "limit");
            svg.text(from + width / TOP, BARS_TOP - 12, "small middle", "1");
        }
    }

    private void bar(double left, double y, double width, double measured, double simulated) {
        svg.box(left, y, width * Math.min(measured, TOP) / TOP, 8, "measured");
        svg.box(left, y + 9, width * Math.min(simulated, TOP) / TOP, 3, "simulated");
        svg.text(left + width + 4, y + 9, "small", "%.4f".formatted(measured));
    }

    private void legend(double y) {
        double right = WIDTH - 10.0;
        svg.box(right - 190, y - 8, 18, 8, "measured");
        svg.text(right - 168, y, "small", "three processes");
        svg.box(right - 80, y - 6, 18, 3, "simulated");
        svg.text(right - 58, y, "small", "simulation");
    }
}
