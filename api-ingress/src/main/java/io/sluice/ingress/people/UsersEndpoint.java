package io.sluice.ingress.people;

import io.sluice.ingress.administration.AdminSubmissions;
import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.PersonKind;
import io.sluice.ingress.admission.PersonStore;
import io.sluice.ingress.admission.Requires;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.body.JsonBody;
import io.sluice.ingress.commands.Call;
import io.sluice.ingress.lists.Filter;
import io.sluice.ingress.lists.Listing;
import io.sluice.ingress.lists.Page;
import io.sluice.ingress.lists.Sort;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problems;
import io.sluice.ingress.problem.RefusedException;
import io.sluice.ingress.signin.OwnPassword;
import io.sluice.ingress.signin.Passwords;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.ProblemCode;
import io.sluice.schemas.RoleId;
import io.sluice.schemas.avro.CreatePerson;
import io.sluice.schemas.avro.DeletePerson;
import io.sluice.schemas.avro.Person;
import io.sluice.schemas.avro.UpdatePerson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Users", description = "People who sign in: administrators, resellers and customers")
final class UsersEndpoint {
    private static final String ME = "me";

    private static final Listing<Person> LISTING = new Listing<>(
            List.of(new Sort<>("email", "email", Sort.Type.TEXT, Person::getEmail)),
            List.of(Filter.word("kind", PersonKind.texts())),
            person -> PersonId.of(person.getId()).value());

    private final AdminSubmissions submissions;
    private final UserRepository users;
    private final PersonStore people;
    private final RoleStore roles;
    private final Passwords passwords;
    private final OwnPassword own;
    private final Problems problems;

    UsersEndpoint(
            AdminSubmissions submissions,
            UserRepository users,
            PersonStore people,
            RoleStore roles,
            Passwords passwords,
            OwnPassword own,
            Problems problems) {
        this.submissions = submissions;
        this.users = users;
        this.people = people;
        this.roles = roles;
        this.passwords = passwords;
        this.own = own;
        this.problems = problems;
    }

    @Requires("people:write")
    @PostMapping(path = "/v1/users", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Make a user, who may do no more than you may")
    @RequestBody(content = @Content(schema = @Schema(implementation = UserRequest.Documented.class)))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = UserView.class)))
    CompletableFuture<ResponseEntity<Object>> create(Call call, JsonBody body) {
        requireLive(call.caller());
        return switch (UserRequest.read(body.fields(), authority(call.caller()))) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var id = submissions.identify("POST /v1/users", body, call);
                var create = new CreatePerson(
                        wanted.email(),
                        wanted.name(),
                        passwords.hash(wanted.password()),
                        wanted.kind().text(),
                        wanted.parent() == null ? null : wanted.parent().text(),
                        wanted.roles().stream().map(RoleId::text).toList());
                yield submissions.submit(
                        "person.create",
                        id,
                        new PersonId(id.value()),
                        HttpStatus.CREATED,
                        call,
                        command -> command.setCreatePerson(create));
            }
        };
    }

    @Requires("people:write")
    @RequestMapping(
            path = "/v1/users/{user}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Update a user, by id or `me`: what is not named stays, what is null is cleared",
            description = "Whoever changes its own address or password gives its `current_password`, too.")
    @RequestBody(content = @Content(schema = @Schema(implementation = UserUpdateRequest.Documented.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    CompletableFuture<ResponseEntity<Object>> update(@PathVariable("user") String address, Call call, JsonBody body) {
        var authority = authority(call.caller());
        return of(address, call, person -> switch (UserUpdateRequest.read(body.fields(), authority, person)) {
            case Invalid(var problem) -> submissions.refuse(problem, call);
            case Valid(var wanted) -> {
                var refused = refused(wanted, call);
                if (refused.isPresent()) yield submissions.refuse(refused.get(), call);
                var update = new UpdatePerson(
                        wanted.email(),
                        wanted.name(),
                        hashed(wanted.password()),
                        wanted.status(),
                        wanted.roles() == null
                                ? null
                                : wanted.roles().stream().map(RoleId::text).toList(),
                        wanted.clear());
                yield submissions.submit(
                        "person.update",
                        submissions.identify("PATCH /v1/users/" + person.id(), body, call),
                        person.id(),
                        HttpStatus.OK,
                        call,
                        command -> command.setUpdatePerson(update));
            }
        });
    }

    @Requires("people:delete")
    @DeleteMapping("/v1/users/{user}")
    @Operation(summary = "Delete a user, who has no customers any longer")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    CompletableFuture<ResponseEntity<Object>> delete(@PathVariable("user") String address, Call call) {
        return of(address, call, person -> {
            if (authority(call.caller()).isItself(person)) return submissions.refuse(itself(), call);
            return submissions.submit(
                    "person.delete",
                    submissions.identify("DELETE /v1/users/" + person.id(), JsonBody.EMPTY, call),
                    person.id(),
                    HttpStatus.OK,
                    call,
                    command -> command.setDeletePerson(new DeletePerson()));
        });
    }

    @Requires("people:read")
    @GetMapping("/v1/users")
    @Operation(summary = "List the users whom you see, by address, from the last to the first unless ?sort=email")
    Page<UserView> list(Caller caller, HttpServletRequest request) {
        requireLive(caller);
        var query = LISTING.read(request);
        return query.page(users.list(caller, query), UserView::of);
    }

    @Requires("people:read")
    @GetMapping("/v1/users/{user}")
    @Operation(summary = "Read a user, by id or `me`")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = UserView.class)))
    ResponseEntity<Object> get(@PathVariable("user") String address, Caller caller, HttpServletRequest request) {
        requireLive(caller);
        return id(address, caller)
                .flatMap(id -> users.byId(caller, id))
                .map(person -> ResponseEntity.ok()
                        .eTag("\"" + person.getVersion() + "\"")
                        .<Object>body(UserView.of(person)))
                .orElseGet(() -> problems.answer(unknown(address), request));
    }

    private CompletableFuture<ResponseEntity<Object>> of(
            String address, Call call, Function<PersonStore.Known, CompletableFuture<ResponseEntity<Object>>> next) {
        requireLive(call.caller());
        var authority = authority(call.caller());
        var person = id(address, call.caller()).flatMap(authority::find);
        if (person.isEmpty()) return submissions.refuse(unknown(address), call);
        if (!authority.isAbove(person.get())) {
            return submissions.refuse(above(authority.needed(person.get()).held()), call);
        }
        return next.apply(person.get());
    }

    /** Why it is not who it says it is; empty when it is, or when nobody asks. */
    private Optional<Problem> refused(UserUpdateRequest wanted, Call call) {
        return Optional.ofNullable(wanted.currentPassword())
                .flatMap(password ->
                        own.refusal(call.caller(), UserUpdateRequest.CURRENT_PASSWORD, password, call.request()));
    }

    /** People are nobody's test data. */
    private static void requireLive(Caller caller) {
        var denied = caller.lacksLive();
        if (denied.isPresent()) throw new RefusedException(denied.get());
    }

    private static Optional<PersonId> id(String address, Caller caller) {
        if (!address.equals(ME)) return PersonId.parse(address);
        return caller.principal() instanceof PersonId self ? Optional.of(self) : Optional.empty();
    }

    private Authority authority(Caller caller) {
        return new Authority(caller, people, roles);
    }

    private @Nullable String hashed(@Nullable String password) {
        return password == null ? null : passwords.hash(password);
    }

    private static Problem above(List<String> needed) {
        return Problem.of(
                ProblemCode.PERMISSION_DENIED,
                "The user may do more than you may, " + needed + ". Ask somebody who holds as much.");
    }

    private static Problem itself() {
        return Problem.of(ProblemCode.CONFLICT, "Nobody deletes itself. Ask somebody who may.");
    }

    private static Problem unknown(String address) {
        return Problem.of(
                ProblemCode.NOT_FOUND,
                "There is no user \"" + address + "\" whom you see. Address one by its id (usr_…), as GET /v1/users"
                        + " lists it, or yourself by me.");
    }
}
