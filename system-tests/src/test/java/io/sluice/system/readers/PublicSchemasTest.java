package io.sluice.system.readers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.SchemaRegistry;
import io.sluice.schemas.Topics;
import io.sluice.system.stack.Api;
import io.sluice.system.stack.Sluice;
import java.util.HashSet;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API answers as a schema registry of the public topics. */
class PublicSchemasTest {
    private final Sluice sluice = Sluice.shared();
    private final Api anyone = sluice.anonymous();
    private final SchemaRegistry registry = sluice.registry();

    @Test
    void answersWithTheSchemasOfThePublicTopics() {
        for (var topic : Topics.PUBLIC) {
            registry.everRegistered(topic).forEach((id, _) -> {
                var answer = anyone.get("/registry/schemas/ids/" + id);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
                assertThat(new Schema.Parser().parse(answer.text("/schema"))).isEqualTo(topic.schema());
            });
        }
    }

    @Test
    void doesNotKnowThoseOfInternalTopics() {
        var internal = new HashSet<Integer>();
        Topics.ALL.forEach(
                topic -> internal.addAll(registry.everRegistered(topic).keySet()));
        Topics.PUBLIC.forEach(
                topic -> internal.removeAll(registry.everRegistered(topic).keySet()));
        assertThat(internal)
                .isNotEmpty()
                .allSatisfy(id -> assertThat(
                                anyone.get("/registry/schemas/ids/" + id).text("/error_code"))
                        .isEqualTo("NOT_FOUND"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0", "999999999", "99999999999", "one", "-1"})
    void isNotFoundWhatIsNoId(String id) {
        assertThat(anyone.get("/registry/schemas/ids/" + id).status()).isEqualTo(404);
    }
}
