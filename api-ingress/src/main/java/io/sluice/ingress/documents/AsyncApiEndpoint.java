package io.sluice.ingress.documents;

import io.sluice.ingress.admission.Open;
import io.sluice.schemas.Topics;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be read from Kafka, for machines; {@code docs/analysts.md} tells it to people. */
@Hidden
@RestController
final class AsyncApiEndpoint {
    private final String document;

    AsyncApiEndpoint(ReaderSettings readers) {
        this.document = AsyncApiDocument.of(Topics.PUBLIC, readers).toPrettyString();
    }

    @Open
    @GetMapping(path = "/asyncapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    String document() {
        return document;
    }
}
