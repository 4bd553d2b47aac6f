package io.sluice.ingress.body;

import io.sluice.ingress.arguments.RequestArgument;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BodyConfiguration {

    @Bean
    RequestArgument<JsonBody> jsonBody() {
        return new RequestArgument<>(JsonBody.class, JsonBodyReader::of);
    }
}
