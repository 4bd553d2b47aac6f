package io.sluice.benchmarks;

/**
 * What a figure is to be.
 *
 * @param aim what is wanted
 * @param limit beyond which the point is not met
 */
record Goal(double aim, double limit) {
    /** How a figure stands to its goal. */
    enum Verdict {
        MET("met"),
        BELOW_AIM("below the aim"),
        MISSED("NOT MET");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether more is better follows from the two numbers. */
    Verdict verdict(double value) {
        double sign = aim >= limit ? 1 : -1;
        if (sign * value >= sign * aim) return Verdict.MET;
        return sign * value >= sign * limit ? Verdict.BELOW_AIM : Verdict.MISSED;
    }
}
