package io.sluice.operations.start;

import java.util.Optional;
import java.util.TreeSet;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.PlaceholderResolutionException;

/** Names every required setting that is missing, at once and before anything is tried without it. */
final class RequiredSettings implements EnvironmentPostProcessor {
    private static final String OURS = "SLUICE_";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var missing = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (!(source instanceof EnumerablePropertySource<?> settings)) continue;
            for (var name : settings.getPropertyNames()) {
                if (settings.getProperty(name) instanceof CharSequence value) {
                    missing(value.toString(), environment).ifPresent(missing::add);
                }
            }
        }
        if (missing.isEmpty()) return;
        throw new RefusedStart(String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " not set.");
    }

    private static Optional<String> missing(String value, ConfigurableEnvironment environment) {
        if (!value.contains("${" + OURS)) return Optional.empty();
        try {
            environment.resolveRequiredPlaceholders(value);
            return Optional.empty();
        } catch (PlaceholderResolutionException e) {
            return Optional.of(e.getPlaceholder());
        }
    }
}
