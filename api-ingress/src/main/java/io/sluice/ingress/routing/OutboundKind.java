package io.sluice.ingress.routing;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class OutboundKind implements ResourceKind {
    @Override
    public String prefix() {
        return "out_";
    }

    @Override
    public String type() {
        return "outbound";
    }

    @Override
    public String url(String id) {
        return "/v1/outbounds/" + id;
    }

    @Override
    public String changeScope() {
        return "outbounds:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var outbound = result.getOutbound();
        return outbound == null ? null : OutboundView.of(outbound);
    }
}
