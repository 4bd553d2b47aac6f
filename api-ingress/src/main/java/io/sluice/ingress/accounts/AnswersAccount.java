package io.sluice.ingress.accounts;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** In the document of the API: who waits for a change of an account is answered with the account. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ApiResponse(
        responseCode = "200",
        description = AnswersAccount.WHEN,
        content = @Content(schema = @Schema(implementation = AccountView.class)))
@interface AnswersAccount {
    String WHEN = "with Prefer: wait";
}
