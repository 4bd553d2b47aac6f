package io.sluice.ingress.keys;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.KeyId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyIdsRequestTest {

    @Test
    void readsIdsAndDropsRepetitions() {
        var one = new KeyId(new UUID(0, 1));
        var other = new KeyId(new UUID(0, 2));
        var body = "{'ids':['%s','%s','%s']}".formatted(one, other, one);
        assertThat(valid(KeyIdsRequest.read(fields(body))).ids()).isEqualTo(List.of(one, other));
    }

    @Test
    void refusesNoneTooManyAndWhatIsNoId() {
        assertThat(refusals(KeyIdsRequest.read(fields("{}"))))
                .isEqualTo("/ids is missing; name 1 to 500 keys by their ids");
        assertThat(refusals(KeyIdsRequest.read(fields("{'ids':['acc_1']}"))))
                .isEqualTo("/ids/0 must be the id of a key (key_…) but is \"acc_1\"");
        assertThat(valid(KeyIdsRequest.read(fields(ids(500)))).ids()).hasSize(500);
        assertThat(refusals(KeyIdsRequest.read(fields(ids(501)))))
                .isEqualTo("/ids must be a list of at most 500 texts but is a list of 501");
    }

    @Test
    void isDocumentedWithExactlyTheFieldsThatItReads() {
        assertThat(documented(KeyIdsRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(KeyIdsRequest::read));
    }

    private static String ids(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> "'" + new KeyId(new UUID(1, n)) + "'")
                .collect(Collectors.joining(",", "{'ids':[", "]}"));
    }
}
