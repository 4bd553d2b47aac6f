package io.sluice.ingress.roles;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class RoleKind implements ResourceKind {
    @Override
    public String prefix() {
        return "rol_";
    }

    @Override
    public String type() {
        return "role";
    }

    @Override
    public String url(String id) {
        return "/v1/roles/" + id;
    }

    @Override
    public String changeScope() {
        return "roles:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var role = result.getRole();
        return role == null ? null : RoleView.of(role);
    }
}
