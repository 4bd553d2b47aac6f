package io.sluice.ingress.registry;

import io.sluice.ingress.admission.Open;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.schemas.ProblemCode;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The one question that a deserializer asks of a schema registry, in the words of Confluent's, so that clients take
 * {@code https://…/registry} for one. The registry itself lets everyone write who can reach it.
 */
@Hidden
@RestController
final class SchemasEndpoint {
    private static final MediaType CONFLUENT = MediaType.parseMediaType("application/vnd.schemaregistry.v1+json");

    private final PublicSchemas schemas;
    private final Problems problems;

    SchemasEndpoint(PublicSchemas schemas, Problems problems) {
        this.schemas = schemas;
        this.problems = problems;
    }

    @Open
    @GetMapping("/registry/schemas/ids/{id}")
    ResponseEntity<?> schema(@PathVariable String id, HttpServletRequest request) {
        var schema = number(id).flatMap(schemas::find);
        if (schema.isPresent()) {
            return ResponseEntity.ok().contentType(CONFLUENT).body(Map.of("schema", schema.get()));
        }
        var detail = "No record of a public topic was written with a schema of this id; take the four bytes behind the "
                + "zero at the start of a value as a number.";
        return problems.answer(Problem.of(ProblemCode.NOT_FOUND, detail), request);
    }

    private static Optional<Integer> number(String id) {
        return id.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(id)) : Optional.empty();
    }
}
