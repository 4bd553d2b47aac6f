package io.sluice.ingress.accounts;

import io.sluice.ingress.commands.ResourceKind;
import io.sluice.schemas.avro.CommandResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
final class AccountKind implements ResourceKind {
    static final String PASSWORD = "password";

    @Override
    public String prefix() {
        return "acc_";
    }

    @Override
    public String type() {
        return "account";
    }

    @Override
    public String url(String id) {
        return "/v1/accounts/" + id;
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var account = result.getAccount();
        return account == null ? null : AccountView.of(account, secrets.get(PASSWORD));
    }
}
