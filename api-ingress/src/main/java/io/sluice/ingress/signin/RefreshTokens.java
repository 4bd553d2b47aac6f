package io.sluice.ingress.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.ingress.commands.CommandIds;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Writes and reads refresh tokens. They are kept nowhere: any node derives the code in one from what it stands for, and
 * the worker knows which of a session is good.
 */
@Component
final class RefreshTokens {
    private static final Pattern FORM = Pattern.compile(
            "rft_(?<code>[0-9a-z]{24})(?<tenant>[0-9a-z]{26})(?<session>[0-9a-z]{26})(?<person>[0-9a-z]{26})"
                    + "(?<environment>[lt])(?<sequence>[1-9][0-9]{0,8})");

    private final CommandIds ids;

    RefreshTokens(CommandIds ids) {
        this.ids = ids;
    }

    String write(RefreshToken token) {
        var content = content(token);
        return "rft_" + code(token, content) + content;
    }

    /** What {@link #write} wrote; anything else is empty. */
    Optional<RefreshToken> read(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) return Optional.empty();
        var tenant = TenantId.parse("ten_" + parts.group("tenant"));
        var session = SessionId.parse("ses_" + parts.group("session"));
        var person = PersonId.parse("usr_" + parts.group("person"));
        if (tenant.isEmpty() || session.isEmpty() || person.isEmpty()) return Optional.empty();
        var token = new RefreshToken(
                tenant.get(),
                session.get(),
                person.get(),
                parts.group("environment").equals("l") ? Environment.LIVE : Environment.TEST,
                Integer.parseInt(parts.group("sequence")));
        var expected = code(token, content(token)).getBytes(UTF_8);
        return MessageDigest.isEqual(expected, parts.group("code").getBytes(UTF_8))
                ? Optional.of(token)
                : Optional.empty();
    }

    private static String content(RefreshToken token) {
        return bits(token.tenant().text())
                + bits(token.session().text())
                + bits(token.person().text())
                + token.environment().text().charAt(0)
                + token.sequence();
    }

    private static String bits(String id) {
        return id.substring(id.indexOf('_') + 1);
    }

    private String code(RefreshToken token, String content) {
        return ids.derive("refresh " + content, new CommandId(token.session().value()));
    }
}
