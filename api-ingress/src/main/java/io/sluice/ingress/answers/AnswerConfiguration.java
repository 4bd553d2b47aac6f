package io.sluice.ingress.answers;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

    /** Ours comes first: what is added the usual way comes last, when the framework's own has taken every future. */
    @Bean
    WebMvcRegistrations futuresAreAnsweredByOurs(AnswerHandler ours) {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new RequestMappingHandlerAdapter() {
                    @Override
                    public void afterPropertiesSet() {
                        super.afterPropertiesSet();
                        var handlers = new ArrayList<HandlerMethodReturnValueHandler>(List.of(ours));
                        var theirs = getReturnValueHandlers();
                        if (theirs != null) handlers.addAll(theirs);
                        setReturnValueHandlers(handlers);
                    }
                };
            }
        };
    }
}
