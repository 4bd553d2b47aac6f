package io.sluice.ingress.keys;

import io.sluice.ingress.addresses.AddressRange;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.body.Fields;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.KeyLimit;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a key that can be set when it is made, and later as well. Lists are empty where none is given. */
record KeyFields(
        @Nullable String description,
        @Nullable String notes,
        @Nullable String integration,
        @Nullable Instant expiresAt,
        @Nullable String customerId,
        @Nullable String resellerId,
        List<String> allowedIps,
        List<String> serverIds,
        @Nullable String panelUrl,
        List<KeyLimit> rateLimits) {
    static final int NAME_MAX = 128;
    static final int SCOPES_MAX = 100;
    static final int ALLOWED_IPS_MAX = 100;
    static final int SERVERS_MAX = 100;

    /** Ids of older systems are numbers, or texts such as these. */
    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}");

    static final String ID_EXPECTED = "1 to 64 letters, digits, _ . : or -, a letter or digit first";

    static KeyFields read(Fields fields, Instant now) {
        var description = fields.text("description", 0, 500);
        var notes = fields.text("notes", 0, 2_000);
        var integration = fields.text("integration", 1, 100);
        var expiresAt = fields.instant("expires_at");
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            fields.reject("expires_at", "is " + expiresAt + " but must lie in the future");
        }
        var customerId = id(fields, "customer_id");
        var resellerId = id(fields, "reseller_id");
        var allowedIps = allowedIps(fields);
        var serverIds = fields.texts("server_ids", SERVERS_MAX, ID.asMatchPredicate(), ID_EXPECTED);
        var panelUrl = fields.text("panel_url", 1, 500);
        if (panelUrl != null && !isWebAddress(panelUrl)) {
            fields.reject("panel_url", "must be an http or https URL without a password, https://panel.example.com");
        }
        var rateLimits = KeyLimitFields.read(fields);
        return new KeyFields(
                description,
                notes,
                integration,
                expiresAt,
                customerId,
                resellerId,
                allowedIps,
                serverIds,
                panelUrl,
                rateLimits);
    }

    /** Those of the body, all of which the caller may give; at least one where the body must or does name any. */
    static List<String> scopes(Fields fields, Caller caller, boolean required) {
        var scopes = fields.texts(
                "scopes", SCOPES_MAX, Scopes::wellFormed, "resource:action, for instance accounts:write or *:read");
        if (scopes.isEmpty() && (required || fields.gives("scopes")) && !fields.isWrong("scopes")) {
            fields.reject("scopes", "is missing; name at least one, for instance [\"accounts:read\"]");
        }
        for (var scope : scopes) {
            caller.withholds(scope).ifPresent(why -> fields.reject("scopes", "has " + scope + ", " + why));
        }
        return scopes;
    }

    /** The role of the body, which permits nothing that the caller may not give. */
    static @Nullable RoleId role(Fields fields, Caller caller, RoleStore roles) {
        var text = fields.text("role_id", 1, 64);
        if (text == null) return null;
        var role = RoleId.parse(text).filter(id -> roles.has(caller.tenant(), id));
        if (role.isEmpty()) {
            fields.reject("role_id", "is " + text + ", and GET /v1/roles lists no such role of this tenant");
            return null;
        }
        roles.permissions(caller.tenant(), role.get()).held().stream()
                .flatMap(scope -> caller.withholds(scope).map(why -> scope + ", " + why).stream())
                .findFirst()
                .ifPresent(permitted -> fields.reject("role_id", "is " + text + " and permits " + permitted));
        return role.get();
    }

    /** Each in its one form, so that what is one range to us is one text. */
    private static List<String> allowedIps(Fields fields) {
        var ranges = new LinkedHashSet<String>();
        for (var text : fields.texts("allowed_ips", ALLOWED_IPS_MAX, given -> true, "an address or a range")) {
            switch (AddressRange.read(text)) {
                case AddressRange.Range(var range) -> ranges.add(range.text());
                case AddressRange.Wrong(var why) ->
                    fields.reject("allowed_ips", "has \"" + shown(text) + "\", which " + why);
            }
        }
        return List.copyOf(ranges);
    }

    private static String shown(String text) {
        return text.length() <= 50 ? text : text.substring(0, 50) + "…";
    }

    private static @Nullable String id(Fields fields, String name) {
        var id = fields.text(name, 1, 64);
        if (id != null && !ID.matcher(id).matches()) fields.reject(name, "must be " + ID_EXPECTED);
        return id;
    }

    private static boolean isWebAddress(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return List.of("http", "https").contains(scheme) && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
