package io.sluice.ingress.addresses;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may say where a request comes from.
 *
 * @param trusted addresses and ranges of the proxies in front of this node, at most 1,000; none when callers reach it
 *     themselves
 */
@ConfigurationProperties("sluice.proxies")
record ProxySettings(List<String> trusted) {
    private static final int TRUSTED_MAX = 1_000;

    ProxySettings {
        trusted = List.copyOf(trusted);
        if (trusted.size() > TRUSTED_MAX) {
            throw new IllegalArgumentException("SLUICE_TRUSTED_PROXIES must hold at most " + TRUSTED_MAX
                    + " addresses and ranges but holds " + trusted.size());
        }
        trusted.forEach(ProxySettings::check);
    }

    AddressSet addresses() {
        return AddressSet.ofTexts(trusted);
    }

    private static void check(String text) {
        if (AddressRange.read(text) instanceof AddressRange.Wrong(var why)) {
            throw new IllegalArgumentException("SLUICE_TRUSTED_PROXIES must hold addresses and ranges of proxies, with"
                    + " commas between several, but \"" + text + "\" " + why);
        }
    }
}
