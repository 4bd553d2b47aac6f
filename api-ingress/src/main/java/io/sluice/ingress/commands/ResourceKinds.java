package io.sluice.ingress.commands;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All kinds of resources, by their ids. */
@Component
final class ResourceKinds {
    private final Map<String, ResourceKind> byPrefix;

    ResourceKinds(List<ResourceKind> kinds) {
        this.byPrefix = kinds.stream().collect(Collectors.toMap(ResourceKind::prefix, Function.identity()));
    }

    /** Empty for what a command speaks of that was refused before anybody knew it. */
    Optional<ResourceKind> of(String resourceId) {
        return Optional.ofNullable(byPrefix.get(resourceId.substring(0, resourceId.indexOf('_') + 1)));
    }
}
