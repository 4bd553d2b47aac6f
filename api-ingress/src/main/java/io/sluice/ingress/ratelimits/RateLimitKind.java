package io.sluice.ingress.ratelimits;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class RateLimitKind implements ResourceKind {
    @Override
    public String prefix() {
        return "lim_";
    }

    @Override
    public String type() {
        return "rate_limit";
    }

    @Override
    public String url(String id) {
        return "/v1/rate-limits/" + id;
    }

    @Override
    public String changeScope() {
        return "rate-limits:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var limit = result.getRateLimit();
        return limit == null ? null : RateLimitView.of(limit);
    }
}
