package io.sluice.ingress.documents;

import io.sluice.ingress.admission.Open;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document for those who read from top to bottom. */
@Hidden
@RestController
final class RedocEndpoint {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Sluice API</title>
              <style>body { margin: 0; padding: 0; }</style>
            </head>
            <body>
              <redoc spec-url="/openapi.json"></redoc>
              <script src="/webjars/redoc/2.1.4/bundles/redoc.standalone.js"></script>
            </body>
            </html>
            """;

    @Open
    @GetMapping(path = "/redoc", produces = MediaType.TEXT_HTML_VALUE)
    String page() {
        return PAGE;
    }
}
