package io.sluice.ingress.traffic;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class TrafficReportKind implements ResourceKind {
    @Override
    public String prefix() {
        return "trf_";
    }

    @Override
    public String type() {
        return "traffic_report";
    }

    @Override
    public String url(String id) {
        return "/v1/traffic-reports/" + id;
    }

    @Override
    public String changeScope() {
        return "traffic:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var report = result.getTrafficReport();
        return report == null ? null : TrafficReportView.of(result, report);
    }
}
