package io.sluice.ingress.accounts;

import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.Schedulable;
import io.sluice.schemas.avro.AccountCommand;
import io.sluice.schemas.avro.ActivateAccount;
import io.sluice.schemas.avro.DeleteAccount;
import io.sluice.schemas.avro.RenewAccount;
import io.sluice.schemas.avro.ResetTraffic;
import io.sluice.schemas.avro.ResumeAccount;
import io.sluice.schemas.avro.SuspendAccount;
import io.sluice.schemas.avro.UpdateAccount;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Changing accounts. Every change is a command: accepted here, applied by the worker. */
@RestController
@Schedulable
@Tag(name = "Accounts")
final class AccountChangesEndpoint {
    private final AccountSubmissions submissions;
    private final Clock clock;

    AccountChangesEndpoint(AccountSubmissions submissions, Clock clock) {
        this.submissions = submissions;
        this.clock = clock;
    }

    @Requires("accounts:write")
    @PostMapping(path = "/v1/accounts", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Provision an account")
    @RequestBody(content = @Content(schema = @Schema(implementation = ProvisionRequest.Documented.class)))
    @ApiResponse(
            responseCode = "201",
            description = AnswersAccount.WHEN,
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    CompletableFuture<ResponseEntity<Object>> provision(Call call, JsonBody body) {
        return switch (ProvisionRequest.read(body.fields(), call.earliest(clock.instant()))) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> submissions.provision(wanted, body, call);
        };
    }

    @Requires("accounts:write")
    @PostMapping(path = "/v1/accounts/{account}/renew", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Extend an account, add volume, or both")
    @RequestBody(content = @Content(schema = @Schema(implementation = RenewRequest.Documented.class)))
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> renew(@PathVariable("account") String address, Call call, JsonBody body) {
        return submissions.of(address, call, account -> switch (RenewRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var renew = new RenewAccount(wanted.extendDays(), wanted.addTrafficBytes());
                yield submissions.change("renew", account, body, call, command -> command.setRenew(renew));
            }
        });
    }

    @Requires("accounts:write")
    @RequestMapping(
            path = "/v1/accounts/{account}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Update an account: what is not named stays, what is null is cleared")
    @RequestBody(content = @Content(schema = @Schema(implementation = UpdateRequest.Documented.class)))
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> update(
            @PathVariable("account") String address, Call call, JsonBody body) {
        return submissions.of(address, call, account -> switch (UpdateRequest.read(
                body.fields(), call.earliest(clock.instant()))) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) ->
                submissions.change("update", account, body, call, command -> command.setUpdate(update(wanted)));
        });
    }

    @Requires("accounts:write")
    @PostMapping(path = "/v1/accounts/{account}/rotate-credentials", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Give an account a new password, yours or a made one that is shown once")
    @RequestBody(content = @Content(schema = @Schema(implementation = RotateRequest.Documented.class)))
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> rotateCredentials(
            @PathVariable("account") String address, Call call, JsonBody body) {
        return submissions.of(address, call, account -> switch (RotateRequest.read(body.fields())) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> submissions.rotateCredentials(wanted, account, body, call);
        });
    }

    @Requires("accounts:write")
    @PostMapping("/v1/accounts/{account}/suspend")
    @Operation(summary = "Stop an account until it is resumed")
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> suspend(@PathVariable("account") String address, Call call) {
        return change("suspend", address, call, command -> command.setSuspend(new SuspendAccount()));
    }

    @Requires("accounts:write")
    @PostMapping("/v1/accounts/{account}/resume")
    @Operation(summary = "Let an account go on, as far as time and traffic allow")
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> resume(@PathVariable("account") String address, Call call) {
        return change("resume", address, call, command -> command.setResume(new ResumeAccount()));
    }

    @Requires("accounts:write")
    @PostMapping("/v1/accounts/{account}/activate")
    @Operation(summary = "Begin the days of an account on hold, as its first use would")
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> activate(@PathVariable("account") String address, Call call) {
        return change("activate", address, call, command -> command.setActivate(new ActivateAccount()));
    }

    @Requires("accounts:write")
    @PostMapping("/v1/accounts/{account}/reset-traffic")
    @Operation(summary = "Count an account's traffic from zero again")
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> resetTraffic(@PathVariable("account") String address, Call call) {
        return change("reset-traffic", address, call, command -> command.setResetTraffic(new ResetTraffic()));
    }

    @Requires("accounts:delete")
    @DeleteMapping("/v1/accounts/{account}")
    @Operation(summary = "Delete an account; its username is free again")
    @AnswersAccount
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("account") String address, Call call) {
        return change("delete", address, call, command -> command.setDelete(new DeleteAccount()));
    }

    private CompletableFuture<ResponseEntity<Object>> change(
            String action, String address, Call call, Consumer<AccountCommand.Builder> command) {
        return submissions.of(
                address, call, account -> submissions.change(action, account, JsonBody.EMPTY, call, command));
    }

    private static UpdateAccount update(UpdateRequest wanted) {
        var service = wanted.service();
        return UpdateAccount.newBuilder()
                .setEmail(wanted.email())
                .setRemark(wanted.remark())
                .setExpiresAt(wanted.expiresAt())
                .setTotalTrafficBytes(wanted.totalTrafficBytes())
                .setResetStrategy(wanted.resetStrategy())
                .setMetadata(wanted.metadata())
                .setNode(service.node())
                .setPort(service.port())
                .setSendLimit(service.sendLimit())
                .setReceiveLimit(service.receiveLimit())
                .setMaxConnCount(service.maxConnCount())
                .setOutboundId(service.outboundId())
                .setOutboundName(service.outboundName())
                .setRuleIds(service.ruleIds())
                .setRuleNames(service.ruleNames())
                .setClear(wanted.clear())
                .build();
    }
}
