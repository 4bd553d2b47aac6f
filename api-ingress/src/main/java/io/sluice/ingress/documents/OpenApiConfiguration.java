package io.sluice.ingress.documents;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.Schedulable;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all routes have in common is said once here; what is a route's own stands on the route. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, Call.class, JsonBody.class);
    }

    private static final ApiResponse ACCEPTED = new ApiResponse()
            .description("accepted and durable; its outcome stands at Location")
            .content(new Content().addMediaType("application/json", reference("Command")));

    @Bean
    ModelResolver snakeCase() {
        var mapper = new ObjectMapper()
                .registerModule(new JavaTimeModule())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(mapper).openapi31(true);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Sluice")
                        .version("v1")
                        .description("Every change is a command: accepted once it is durable, applied within "
                                + "milliseconds. `Prefer: wait=5` waits for the outcome; an `Idempotency-Key` makes a "
                                + "repetition safe. Everything that can be wrong is told as a problem (RFC 9457). What "
                                + "happens can be read from Kafka as well: [AsyncAPI](/asyncapi.json).")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                "bearer",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer"))
                        .addSecuritySchemes(
                                "apiKey",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.HEADER)
                                        .name("X-API-Key")))
                .addSecurityItem(new SecurityRequirement().addList("bearer"))
                .addSecurityItem(new SecurityRequirement().addList("apiKey"));
    }

    /** Every route that changes something documents the headers that say how. */
    @Bean
    OperationCustomizer preferenceHeaders() {
        return (operation, handler) -> {
            boolean takes = Arrays.stream(handler.getMethodParameters())
                    .anyMatch(parameter -> parameter.getParameterType() == Call.class);
            if (!takes) return operation;
            operation.getResponses().addApiResponse("202", ACCEPTED);
            return operation
                    .addParametersItem(new HeaderParameter()
                            .name("Idempotency-Key")
                            .description("the same key with the same body is the same command, for 35 days")
                            .schema(new Schema<String>()
                                    .type("string")
                                    .minLength(1)
                                    .maxLength(255)))
                    .addParametersItem(new HeaderParameter()
                            .name("Prefer")
                            .description("wait=N waits up to N seconds, at most 30, for the outcome")
                            .schema(text().example("wait=5")));
        };
    }

    /** Every route whose change can be put off says so. */
    @Bean
    OperationCustomizer notBefore() {
        return (operation, handler) -> handler.getBeanType().isAnnotationPresent(Schedulable.class)
                ? operation.addParametersItem(new QueryParameter()
                        .name("not_before")
                        .description("applied at this time, at most 30 days ahead")
                        .schema(text().format("date-time").example("2027-01-31T12:00:00Z")))
                : operation;
    }

    /** Every route can refuse, and always in the same shape. */
    @Bean
    OpenApiCustomizer problemResponses() {
        var content = new Content().addMediaType("application/problem+json", reference("Problem"));
        return document -> document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .forEach(operation -> operation
                        .getResponses()
                        .addApiResponse(
                                "default",
                                new ApiResponse().description("a problem").content(content)));
    }

    private static MediaType reference(String schema) {
        return new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + schema));
    }

    private static Schema<?> text() {
        return new Schema<String>(SpecVersion.V31).types(Set.of("string"));
    }
}
