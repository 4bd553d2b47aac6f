package io.sluice.ingress.routing;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class RuleKind implements ResourceKind {
    @Override
    public String prefix() {
        return "rul_";
    }

    @Override
    public String type() {
        return "rule";
    }

    @Override
    public String url(String id) {
        return "/v1/rules/" + id;
    }

    @Override
    public String changeScope() {
        return "rules:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var rule = result.getRule();
        return rule == null ? null : RuleView.of(rule);
    }
}
