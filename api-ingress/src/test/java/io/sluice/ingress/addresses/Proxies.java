package io.sluice.ingress.addresses;

import java.util.List;

/** For tests of other packages: addresses as they are read behind these proxies. */
public final class Proxies {
    private Proxies() {}

    public static ClientAddresses trusting(String... proxies) {
        return new ClientAddresses(new ProxySettings(List.of(proxies)));
    }
}
