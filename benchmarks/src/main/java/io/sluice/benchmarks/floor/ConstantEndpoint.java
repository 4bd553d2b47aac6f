package io.sluice.benchmarks.floor;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reads the body and answers 202: what the server itself takes. */
@RestController
final class ConstantEndpoint {

    @PostMapping("/constant")
    ResponseEntity<Accepted> constant(@RequestBody Order order) {
        return Accepted.ANSWER;
    }
}
