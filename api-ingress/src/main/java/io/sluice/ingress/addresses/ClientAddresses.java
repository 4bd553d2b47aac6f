package io.sluice.ingress.addresses;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Says where requests come from; the one place that does. The peer is believed, and what it says of those behind it
 * only when it is a proxy of ours: then the way is followed from there outwards, to the first machine that is no proxy
 * of ours.
 */
@Component
public final class ClientAddresses {
    private static final String PLAIN = "X-Forwarded-For";
    private static final String STANDARD = "Forwarded";
    private static final Address NOWHERE = new Address(0, 0);

    private final AddressSet trusted;

    ClientAddresses(ProxySettings settings) {
        this.trusted = settings.addresses();
    }

    public ClientAddress of(HttpServletRequest request) {
        var peer = peer(request.getRemoteAddr());
        if (peer.isEmpty()) return new ClientAddress(NOWHERE, false);
        if (!trusted.contains(peer.get())) return new ClientAddress(peer.get(), true);
        var plain = lines(request, PLAIN);
        var standard = lines(request, STANDARD);
        if (standard.isEmpty()) return behind(peer.get(), Forwarding.plain(plain));
        if (plain.isEmpty()) return behind(peer.get(), Forwarding.standard(standard));
        // One of the two may be the caller's own, which the proxy that writes the other has passed on.
        var said = behind(peer.get(), Forwarding.plain(plain));
        return said.equals(behind(peer.get(), Forwarding.standard(standard)))
                ? said
                : new ClientAddress(peer.get(), false);
    }

    /** The address in writing, for records; without a proxy it takes no reading. */
    public String text(HttpServletRequest request) {
        var peer = request.getRemoteAddr();
        boolean isAsItShouldBe = trusted.isEmpty() && peer != null && peer.indexOf(':') < 0;
        return isAsItShouldBe ? peer : of(request).address().text();
    }

    private ClientAddress behind(Address peer, List<Optional<Address>> hops) {
        var nearest = peer;
        for (var hop : hops) {
            if (hop.isEmpty()) return new ClientAddress(nearest, false);
            nearest = hop.get();
            if (!trusted.contains(nearest)) break;
        }
        return new ClientAddress(nearest, true);
    }

    /** Of a connection, where an address of the link has the name of a network card behind it. */
    private static Optional<Address> peer(@Nullable String text) {
        if (text == null) return Optional.empty();
        int zone = text.indexOf('%');
        return Address.parse(zone < 0 ? text : text.substring(0, zone));
    }

    private static List<String> lines(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
