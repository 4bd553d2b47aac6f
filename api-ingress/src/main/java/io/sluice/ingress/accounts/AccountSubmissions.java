package io.sluice.ingress.accounts;

import static java.util.Objects.requireNonNullElse;

import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.CommandAnswers;
import io.sluice.ingress.commands.CommandIds;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Submission;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.secrets.SecretFields;
import io.sluice.schemas.AccountId;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.ProvisionAccount;
import io.sluice.schemas.avro.RotateCredentials;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes commands out of checked requests, sends them on their way, and answers. */
@Component
final class AccountSubmissions {
    private final Commands commands;
    private final CommandIds ids;
    private final CommandAnswers answers;
    private final AccountAddresses addresses;
    private final SecretFields secrets;
    private final Problems problems;

    AccountSubmissions(
            Commands commands,
            CommandIds ids,
            CommandAnswers answers,
            AccountAddresses addresses,
            SecretFields secrets,
            Problems problems) {
        this.commands = commands;
        this.ids = ids;
        this.answers = answers;
        this.addresses = addresses;
        this.secrets = secrets;
        this.problems = problems;
    }

    CompletableFuture<ResponseEntity<Object>> refuse(Problem problem, Call call) {
        return CompletableFuture.completedFuture(problems.answer(problem, call.request()));
    }

    /** Goes on with the account behind an address, or answers that there is none. */
    CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<AccountId, CompletableFuture<ResponseEntity<Object>>> next) {
        return addresses
                .resolve(address, call.caller())
                .map(next)
                .orElseGet(() -> refuse(AccountAddresses.unknown(address), call));
    }

    CompletableFuture<ResponseEntity<Object>> provision(ProvisionRequest wanted, JsonBody body, Call call) {
        var id = commands.identify(call, body.hash("POST /v1/accounts"));
        var account = new AccountId(id.value());
        var password = password(wanted.password(), id);
        var provision = provision(wanted, secrets.encrypt(password, call.caller(), account));
        return submit(
                "provision",
                id,
                account,
                HttpStatus.CREATED,
                shown(wanted.password(), password),
                call,
                command -> command.setProvision(provision));
    }

    CompletableFuture<ResponseEntity<Object>> rotateCredentials(
            RotateRequest wanted, AccountId account, JsonBody body, Call call) {
        var id = identify("rotate-credentials", account, body, call);
        var password = password(wanted.password(), id);
        var rotate = new RotateCredentials(secrets.encrypt(password, call.caller(), account));
        return submit(
                "rotate-credentials",
                id,
                account,
                HttpStatus.OK,
                shown(wanted.password(), password),
                call,
                command -> command.setRotateCredentials(rotate));
    }

    /** A change that needs nothing but the account and what is set. */
    CompletableFuture<ResponseEntity<Object>> change(
            String action, AccountId account, JsonBody body, Call call, Consumer<AccountCommand.Builder> set) {
        var id = identify(action, account, body, call);
        return submit(action, id, account, HttpStatus.OK, Map.of(), call, set);
    }

    private CommandId identify(String action, AccountId account, JsonBody body, Call call) {
        return commands.identify(call, body.hash(action + " " + account));
    }

    private CompletableFuture<ResponseEntity<Object>> submit(
            String action,
            CommandId id,
            AccountId account,
            HttpStatus applied,
            Map<String, String> shown,
            Call call,
            Consumer<AccountCommand.Builder> set) {
        var submission =
                new Submission<>(Topics.ACCOUNT_COMMANDS, "account." + action, id, call, account.text(), header -> {
                    var command = AccountCommand.newBuilder().setHeader(header);
                    set.accept(command);
                    return command.build();
                });
        return commands.submit(submission).thenApply(receipt -> answers.answer(receipt, applied, shown, call));
    }

    /** Derived and not random, so that a repeated request is answered with the password that counts. */
    private String password(@Nullable String given, CommandId id) {
        return given == null ? ids.derive("password", id) : given;
    }

    private static Map<String, String> shown(@Nullable String given, String password) {
        return given == null ? Map.of(AccountKind.PASSWORD, password) : Map.of();
    }

    private static ProvisionAccount provision(ProvisionRequest wanted, ByteBuffer password) {
        var service = wanted.service();
        return ProvisionAccount.newBuilder()
                .setUsername(wanted.username())
                .setPasswordCiphertext(password)
                .setProtocol(wanted.protocol())
                .setEmail(wanted.email())
                .setRemark(wanted.remark())
                .setExpireDays(wanted.expireDays())
                .setExpiresAt(wanted.expiresAt())
                .setTotalTrafficBytes(wanted.totalTrafficBytes())
                .setResetStrategy(wanted.resetStrategy())
                .setOnHold(wanted.onHold())
                .setMetadata(wanted.metadata())
                .setNode(service.node())
                .setPort(service.port())
                .setSendLimit(service.sendLimit())
                .setReceiveLimit(service.receiveLimit())
                .setMaxConnCount(service.maxConnCount())
                .setOutboundId(service.outboundId())
                .setOutboundName(service.outboundName())
                .setRuleIds(requireNonNullElse(service.ruleIds(), List.of()))
                .setRuleNames(requireNonNullElse(service.ruleNames(), List.of()))
                .build();
    }
}
