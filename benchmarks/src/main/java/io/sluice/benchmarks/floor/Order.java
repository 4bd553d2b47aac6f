package io.sluice.benchmarks.floor;

import java.math.BigDecimal;
import java.util.Map;

/** The body that callers send to provision an account, as the framework binds it. */
record Order(
        String username,
        String email,
        int expireDays,
        BigDecimal totalTrafficGb,
        String remark,
        Map<String, String> metadata) {}
