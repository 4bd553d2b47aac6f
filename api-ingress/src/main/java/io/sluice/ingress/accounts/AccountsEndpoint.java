package io.sluice.ingress.accounts;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.avro.Account;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Reading accounts. */
@RestController
@Tag(name = "Accounts", description = "Provisioned proxy users")
final class AccountsEndpoint {
    private final AccountRepository accounts;
    private final TrafficRepository traffic;
    private final AccountAddresses addresses;
    private final Problems problems;

    AccountsEndpoint(
            AccountRepository accounts, TrafficRepository traffic, AccountAddresses addresses, Problems problems) {
        this.accounts = accounts;
        this.traffic = traffic;
        this.addresses = addresses;
        this.problems = problems;
    }

    @Requires("accounts:read")
    @GetMapping("/v1/accounts/{account}")
    @Operation(summary = "Read an account by its id or number")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AccountView.class)))
    ResponseEntity<Object> get(@PathVariable("account") String address, Caller caller, HttpServletRequest request) {
        var account = addresses.resolve(address, caller).flatMap(id -> accounts.byId(caller, id));
        return answer(account, address, request);
    }

    @Requires("accounts:read")
    @GetMapping("/v1/accounts/by-username/{username}")
    @Operation(summary = "Read an account by its username")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = AccountView.class)))
    ResponseEntity<Object> byUsername(@PathVariable String username, Caller caller, HttpServletRequest request) {
        // No account can have such a name, and PostgreSQL would refuse to look for it.
        var account = username.indexOf('\0') < 0 ? accounts.byUsername(caller, username) : Optional.<Account>empty();
        return answer(account, username, request);
    }

    @Requires("accounts:read")
    @GetMapping("/v1/accounts/{account}/traffic")
    @Operation(summary = "Read what an account has used, and what is left")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TrafficView.class)))
    ResponseEntity<Object> traffic(@PathVariable("account") String address, Caller caller, HttpServletRequest request) {
        return addresses
                .resolve(address, caller)
                .flatMap(id -> traffic.byId(caller, id))
                .map(view -> ResponseEntity.ok().<Object>body(view))
                .orElseGet(() -> problems.answer(AccountAddresses.unknown(address), request));
    }

    @Requires("accounts:read")
    @GetMapping("/v1/accounts")
    @Operation(
            summary = "List accounts, newest first",
            description = "Narrowed by state, protocol and the time that it is sorted by, or by the beginning of the "
                    + "username that it is sorted by. Other combinations are refused: they would read every account.",
            parameters = {
                @Parameter(in = ParameterIn.QUERY, name = "limit", description = "1 to 500, 50 unless said"),
                @Parameter(in = ParameterIn.QUERY, name = "cursor", description = "next_cursor of the page before"),
                @Parameter(
                        in = ParameterIn.QUERY,
                        name = "sort",
                        description = "created_at, expires_at or username; - before it turns it around. Unless said, "
                                + "the first of them that goes with the filters, downwards"),
                @Parameter(in = ParameterIn.QUERY, name = "state", description = "not with sort=username"),
                @Parameter(in = ParameterIn.QUERY, name = "protocol", description = "not with sort=username"),
                @Parameter(in = ParameterIn.QUERY, name = "created_after", description = "with sort=created_at"),
                @Parameter(in = ParameterIn.QUERY, name = "created_before", description = "with sort=created_at"),
                @Parameter(in = ParameterIn.QUERY, name = "expires_after", description = "with sort=expires_at"),
                @Parameter(in = ParameterIn.QUERY, name = "expires_before", description = "with sort=expires_at"),
                @Parameter(in = ParameterIn.QUERY, name = "username_prefix", description = "with sort=username"),
            })
    Page<AccountView> list(Caller caller, HttpServletRequest request) {
        var query = AccountListing.LISTING.read(request);
        return query.page(accounts.list(caller, query), account -> AccountView.of(account, null));
    }

    private ResponseEntity<Object> answer(Optional<Account> account, String address, HttpServletRequest request) {
        return account.map(found -> ResponseEntity.ok()
                        .eTag("\"" + found.getVersion() + "\"")
                        .<Object>body(AccountView.of(found, null)))
                .orElseGet(() -> problems.answer(AccountAddresses.unknown(address), request));
    }
}
