package io.sluice.benchmarks.limits;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/** A drawing, in colours that can be seen on light and dark ground alike; whose letters follow the reader's choice. */
final class Svg {
    private static final String STYLE = """
            <style>
            text { font: 12px system-ui, sans-serif; fill: #24292f; }
            .title { font-size: 14px; font-weight: 600; }
            .small { font-size: 10px; }
            .end { text-anchor: end; }
            .middle { text-anchor: middle; }
            .axis { stroke: #8b949e; stroke-width: 1; fill: none; }
            .limit { stroke: #d1242f; stroke-width: 1.5; fill: none; }
            .first { fill: #4c8ed9; }
            .second { fill: #e39b2d; }
            .third { fill: #3fa66b; }
            .measured { fill: #4c8ed9; }
            .simulated { fill: #8b949e; }
            @media (prefers-color-scheme: dark) { text { fill: #d5dae0; } .limit { stroke: #ff6b6b; } }
            </style>
            """;

    private final StringBuilder text = new StringBuilder();

    Svg(int width, int height, String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">",
                width, height, width, height);
        add("<title>%s</title>", escaped(title));
        text.append(STYLE);
    }

    void text(double x, double y, String style, String words) {
        add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>", x, y, style, escaped(words));
    }

    void line(double fromX, double fromY, double toX, double toY, String style) {
        add("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", fromX, fromY, toX, toY, style);
    }

    void box(double x, double y, double width, double height, String style) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>", x, y, width, height, style);
    }

    /** What lies between two lines that have the same places on the horizontal axis. */
    void area(double[] x, double[] lower, double[] upper, String style) {
        var points = new StringBuilder();
        for (int each = 0; each < x.length; each++) point(points, x[each], upper[each]);
        for (int each = x.length - 1; each >= 0; each--) point(points, x[each], lower[each]);
        add("<polygon points=\"%s\" class=\"%s\"/>", points.toString().strip(), style);
    }

    private static void point(StringBuilder points, double x, double y) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }

    @FormatMethod
    private void add(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    @Override
    public String toString() {
        return text + "</svg>\n";
    }
}
