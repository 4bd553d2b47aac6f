package io.sluice.ingress.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://console.example.com",
                "http://localhost:3000",
                "https://192.0.2.7:8443",
                "https://[2001:db8::1]:8443",
                "*"
            })
    void takeOrigins(String origin) {
        assertThat(new CorsSettings(List.of(origin), false).allowedOrigins()).containsExactly(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console.example.com",
                "https://console.example.com/",
                "https://Console.example.com",
                "https://*.example.com",
                "https://a@console.example.com",
                "null",
                ""
            })
    void refuseWhatNoBrowserSends(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorsSettings(List.of(origin), false))
                .withMessageStartingWith("SLUICE_CORS_ALLOWED_ORIGINS must hold origins as browsers send them");
    }

    @Test
    void refuseEveryOriginBesideOthersOrWithCredentials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorsSettings(List.of("*", "https://console.example.com"), false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CorsSettings(List.of("*"), true))
                .withMessage("SLUICE_CORS_ALLOWED_ORIGINS must name each origin when SLUICE_CORS_ALLOW_CREDENTIALS is"
                        + " true, but is *");
    }

    @Test
    void areOffWithoutAnOrigin() {
        var setup = new CorsSetup();
        assertThat(setup.cors(new CorsSettings(List.of(), false), (request, response, handler, e) -> null)
                        .isEnabled())
                .isFalse();
    }
}
