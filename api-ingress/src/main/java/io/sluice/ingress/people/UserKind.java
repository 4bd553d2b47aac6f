package io.sluice.ingress.people;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class UserKind implements ResourceKind {
    @Override
    public String prefix() {
        return "usr_";
    }

    @Override
    public String type() {
        return "user";
    }

    @Override
    public String url(String id) {
        return "/v1/users/" + id;
    }

    @Override
    public String changeScope() {
        return "people:write";
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var person = result.getPerson();
        return person == null ? null : UserView.of(person);
    }
}
