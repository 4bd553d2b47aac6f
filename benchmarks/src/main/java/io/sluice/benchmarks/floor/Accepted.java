package io.sluice.benchmarks.floor;

import org.springframework.http.ResponseEntity;

/** What the bare handlers answer. */
record Accepted(String id, String status) {
    static final ResponseEntity<Accepted> ANSWER =
            ResponseEntity.accepted().body(new Accepted("cmd_01m7q3k8v0g5zr2d9x4w6t1yhe3k9q2v7b0d5z", "accepted"));
}
