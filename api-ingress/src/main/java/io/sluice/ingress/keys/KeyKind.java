package io.sluice.ingress.keys;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class KeyKind implements ResourceKind {
    static final String SECRET = "key";

    private final Clock clock;

    KeyKind(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String prefix() {
        return "key_";
    }

    @Override
    public String type() {
        return "key";
    }

    @Override
    public String url(String id) {
        return "/v1/keys/" + id;
    }

    @Override
    public String changeScope() {
        return "keys:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var key = result.getKey();
        return key == null ? null : KeyView.of(key, secrets.get(SECRET), clock.instant());
    }
}
