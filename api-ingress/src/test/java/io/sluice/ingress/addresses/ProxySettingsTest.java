package io.sluice.ingress.addresses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {

    @Test
    void takeAddressesAndRanges() {
        var trusted = new ProxySettings(List.of("127.0.0.1", "10.0.0.0/8", "2001:db8::/32")).addresses();
        assertThat(trusted.contains(Address.parse("10.9.9.9").orElseThrow())).isTrue();
        assertThat(trusted.contains(Address.parse("2001:db8::1").orElseThrow())).isTrue();
        assertThat(trusted.contains(Address.parse("127.0.0.2").orElseThrow())).isFalse();
    }

    @Test
    void refuseWhatIsNoneAndSayWhatToWrite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxySettings(List.of("proxy.example.com")))
                .withMessageContaining("SLUICE_TRUSTED_PROXIES")
                .withMessageContaining("\"proxy.example.com\" is not an address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxySettings(List.of("10.0.0.1/8")))
                .withMessageContaining("write 10.0.0.0/8 for the whole range");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxySettings(Collections.nCopies(1_001, "10.0.0.1")))
                .withMessageContaining("at most 1000");
    }
}
