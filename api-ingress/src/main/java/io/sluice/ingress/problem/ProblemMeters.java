package io.sluice.ingress.problem;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.schemas.ProblemCode;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How often each problem was answered. */
@Component
final class ProblemMeters {
    private final Map<ProblemCode, Counter> answered = new EnumMap<>(ProblemCode.class);

    ProblemMeters(MeterRegistry registry) {
        for (var code : ProblemCode.values()) {
            answered.put(
                    code,
                    Counter.builder("sluice.problems")
                            .description("Answers that were problems, by error_code")
                            .tag("code", code.name())
                            .register(registry));
        }
    }

    void answered(ProblemCode code) {
        var counter = answered.get(code);
        if (counter != null) counter.increment();
    }
}
