package io.sluice.ingress.tenants;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class TenantKind implements ResourceKind {
    @Override
    public String prefix() {
        return "ten_";
    }

    @Override
    public String type() {
        return "tenant";
    }

    @Override
    public String url(String id) {
        return "/v1/tenants/" + id;
    }

    @Override
    public String changeScope() {
        return "tenants:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var tenant = result.getTenant();
        return tenant == null ? null : TenantView.of(tenant);
    }
}
