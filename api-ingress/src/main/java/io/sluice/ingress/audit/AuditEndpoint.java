package io.sluice.ingress.audit;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.schemas.CommandId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Audit log", description = "Who administered what, from where")
final class AuditEndpoint {
    private static final Listing<AuditEntry> LISTING = new Listing<>(
            List.of(new Sort<>("at", "at", Sort.Type.TIME, entry -> entry.at().toString())),
            List.of(
                    Filter.text(
                            "principal",
                            Pattern.compile("(?:key|usr)_[0-9a-z]{26}|operator"),
                            "key_…, usr_… or operator"),
                    Filter.text("resource_id", Pattern.compile("[a-z]{3}_[0-9a-z]{26}"), "an id like rol_…"),
                    Filter.text("type", Pattern.compile("[a-z-]{1,40}\\.[a-z-]{1,40}"), "a type like role.update"),
                    Filter.time("since", "at", ">="),
                    Filter.time("until", "at", "<")),
            entry -> CommandId.of(entry.id()).value());

    private final AuditRepository entries;

    AuditEndpoint(AuditRepository entries) {
        this.entries = entries;
    }

    @Requires("audit-log:read")
    @GetMapping("/v1/audit-log")
    @Operation(
            summary = "List what administration has changed, and what it was refused, newest first",
            description = "Filters: principal, resource_id, type, since, until. Entries are kept for good, and show no"
                    + " secret.")
    Page<AuditEntry> list(Caller caller, HttpServletRequest request) {
        var denied = caller.lacksLive();
        if (denied.isPresent()) throw new RefusedException(denied.get());
        var query = LISTING.read(request);
        return query.page(entries.list(caller, query), entry -> entry);
    }
}
