package io.sluice.ingress.accounts;

import io.sluice.ingress.accounts.SubscriptionView.Subscribed;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.sharing.ShareLinks;
import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What somebody connects with. */
@RestController
@Tag(name = "Accounts")
final class SubscriptionEndpoint {
    private final SubscriptionRepository subscriptions;
    private final AccountAddresses addresses;
    private final ShareLinks links;
    private final Problems problems;

    SubscriptionEndpoint(
            SubscriptionRepository subscriptions, AccountAddresses addresses, ShareLinks links, Problems problems) {
        this.subscriptions = subscriptions;
        this.addresses = addresses;
        this.links = links;
        this.problems = problems;
    }

    // Not accounts:read, which never shows a password: every link has it in it.
    @Requires("subscriptions:read")
    @GetMapping("/v1/accounts/{account}/subscription")
    @Operation(
            summary = "Read what a client app needs to connect as an account",
            description = "The links carry the credentials of the account, whatever its state is; nodes let it in "
                    + "while it is active. 409 when no server is configured for its protocol and node.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SubscriptionView.class)))
    ResponseEntity<Object> get(@PathVariable("account") String address, Caller caller, HttpServletRequest request) {
        return addresses
                .resolve(address, caller)
                .flatMap(id -> subscriptions.byId(caller, id))
                .map(account -> answer(account, request))
                .orElseGet(() -> problems.answer(AccountAddresses.unknown(address), request));
    }

    private ResponseEntity<Object> answer(Subscribed account, HttpServletRequest request) {
        var view = SubscriptionView.of(account, links);
        if (view.links().isEmpty()) return problems.answer(nowhere(account), request);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(view);
    }

    private static Problem nowhere(Subscribed account) {
        var node = account.connection().node();
        return Problem.of(
                ProblemCode.CONFLICT,
                "No server is configured for accounts of the protocol "
                        + account.connection().protocol()
                        + (node == null ? "" : " at the node \"" + node + "\"")
                        + ", so there is no link to it. Whoever runs this installation names servers in"
                        + " SLUICE_SUBSCRIPTION_SERVERS.");
    }
}
