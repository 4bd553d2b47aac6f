package io.sluice.ingress.cors;

import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whose pages may call.
 *
 * @param allowedOrigins as browsers name them; none when no page may, and {@code *} alone when all may
 * @param allowCredentials whether such calls may carry what the browser adds by itself, cookies and certificates; API
 *     keys, which a page adds, need it not
 */
@ConfigurationProperties("sluice.cors")
record CorsSettings(List<String> allowedOrigins, boolean allowCredentials) {
    private static final String ALL = "*";
    private static final Pattern ORIGIN = Pattern.compile("https?://(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(:[0-9]{1,5})?");

    CorsSettings {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (!allowedOrigins.equals(List.of(ALL))) allowedOrigins.forEach(CorsSettings::check);
        if (allowedOrigins.contains(ALL) && allowCredentials) {
            throw new IllegalArgumentException("SLUICE_CORS_ALLOWED_ORIGINS must name each origin when"
                    + " SLUICE_CORS_ALLOW_CREDENTIALS is true, but is *");
        }
    }

    private static void check(String origin) {
        if (ORIGIN.matcher(origin).matches()) return;
        throw new IllegalArgumentException("SLUICE_CORS_ALLOWED_ORIGINS must hold origins as browsers send them,"
                + " https://console.example.com for instance, in lower case and without a path, or * alone, but holds "
                + origin);
    }
}
