package io.sluice.benchmarks;

/**
 * What a figure is to be.
 *
 * @param aim what is wanted
 * @param limit beyond which the point is not met
 * @param sign 1 when more is better, -1 when less is
 */
record Goal(double aim, double limit, int sign) {
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

    /** More is better. */
    static Goal atLeast(double aim, double limit) {
        return new Goal(aim, limit, 1);
    }

    /** Less is better. */
    static Goal atMost(double aim, double limit) {
        return new Goal(aim, limit, -1);
    }

    Verdict verdict(double value) {
        if (sign * value >= sign * aim) return Verdict.MET;
        return sign * value >= sign * limit ? Verdict.BELOW_AIM : Verdict.MISSED;
    }
}
