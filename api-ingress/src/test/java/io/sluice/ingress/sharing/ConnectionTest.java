package io.sluice.ingress.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {

    // The first two are those that Xray's own documents give for these texts.
    @ParameterizedTest
    @CsvSource({
        "example, feb54431-301b-52bb-a6dd-e1e93e81bb9e",
        "我爱🍉老师1314, 5783a3e7-e373-51cd-8642-c83782b807c5",
        "B831381D-6324-4D53-AD4F-8CDA48B30811, b831381d-6324-4d53-ad4f-8cda48b30811",
    })
    void hasThePasswordAsItsIdOrTheIdOfThePassword(String password, String id) {
        assertThat(connection(password).uuid()).hasToString(id);
    }

    @Test
    void neverShowsThePassword() {
        assertThat(connection("correct horse").toString()).doesNotContain("horse");
    }

    private static Connection connection(String password) {
        return new Connection("vless", null, null, "alice", password);
    }
}
