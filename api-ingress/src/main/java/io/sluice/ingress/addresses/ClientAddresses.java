package io.sluice.ingress.addresses;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;

/** Says where requests come from; the one place that does. */
@Component
public final class ClientAddresses {
    private static final Address NOWHERE = new Address(0, 0);

    public ClientAddress of(HttpServletRequest request) {
        return peer(request.getRemoteAddr());
    }

    private static ClientAddress peer(String text) {
        int zone = text.indexOf('%');
        return Address.parse(zone < 0 ? text : text.substring(0, zone))
                .map(address -> new ClientAddress(address, true))
                .orElseGet(() -> new ClientAddress(NOWHERE, false));
    }
}
