package io.sluice.ingress.signin;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.Reach;
import io.sluice.ingress.admission.Scopes;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.commands.Commands;
import io.sluice.ingress.commands.Commands.Receipt;
import io.sluice.ingress.commands.Submission;
import io.sluice.schemas.CommandId;
import io.sluice.schemas.Environment;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.SessionId;
import io.sluice.schemas.TenantId;
import io.sluice.schemas.Topics;
import io.sluice.schemas.avro.AdminCommand;
import io.sluice.schemas.avro.EndSession;
import io.sluice.schemas.avro.OpenSession;
import io.sluice.schemas.avro.RefreshSession;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Opens, carries on and ends sessions by commands, and waits for what becomes of them. */
@Component
final class Sessions {
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final Commands commands;
    private final Clock clock;

    Sessions(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** One for the person who has signed in; the hash tells this request from another under the same key. */
    CompletableFuture<Receipt> open(
            TenantId tenant, Environment environment, PersonId person, byte[] hash, HttpServletRequest request) {
        var call = call(tenant, environment, person, request);
        var id = commands.identify(call, hash);
        var open = new OpenSession(person.text());
        return submit("session.open", id, new SessionId(id.value()), call, command -> command.setOpenSession(open));
    }

    CompletableFuture<Receipt> refresh(RefreshToken token, byte[] hash, HttpServletRequest request) {
        var call = call(token.tenant(), token.environment(), token.person(), request);
        var refresh = new RefreshSession(token.sequence());
        return submit(
                "session.refresh",
                commands.identify(call, hash),
                token.session(),
                call,
                command -> command.setRefreshSession(refresh));
    }

    CompletableFuture<Receipt> end(RefreshToken token, byte[] hash, HttpServletRequest request) {
        var call = call(token.tenant(), token.environment(), token.person(), request);
        return submit(
                "session.end",
                commands.identify(call, hash),
                token.session(),
                call,
                command -> command.setEndSession(new EndSession()));
    }

    /** The person itself asks, and may do nothing but this. */
    private Call call(TenantId tenant, Environment environment, PersonId person, HttpServletRequest request) {
        var caller = new Caller(person, tenant, tenant, environment, Scopes.NONE, Reach.ITSELF);
        return Call.of(caller, request, clock.instant()).waitingFor(WAIT);
    }

    private CompletableFuture<Receipt> submit(
            String type, CommandId id, SessionId session, Call call, Consumer<AdminCommand.Builder> set) {
        return commands.submit(new Submission<>(Topics.ADMIN_COMMANDS, type, id, call, session.text(), header -> {
            var command = AdminCommand.newBuilder().setHeader(header);
            set.accept(command);
            return command.build();
        }));
    }
}
