package io.sluice.ingress.accounts;

import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.ResourceKind;
import io.sluice.ingress.commands.Submission;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.CancelCommand;
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
    public String changeScope() {
        return "accounts:write";
    }

    @Override
    public Submission<?> cancellation(CommandId id, Call call, String resourceId, CommandId target) {
        var cancel = new CancelCommand(target.text());
        return new Submission<>(
                Topics.ACCOUNT_COMMANDS,
                "command.cancel",
                id,
                call,
                resourceId,
                header -> AccountCommand.newBuilder()
                        .setHeader(header)
                        .setCancel(cancel)
                        .build());
    }

    @Override
    public @Nullable Object render(CommandResult result, Map<String, String> secrets) {
        var account = result.getAccount();
        return account == null ? null : AccountView.of(account, secrets.get(PASSWORD));
    }
}
