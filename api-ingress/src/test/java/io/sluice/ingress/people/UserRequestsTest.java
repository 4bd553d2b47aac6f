package io.sluice.ingress.people;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.admission.Caller;
import io.sluice.ingress.admission.PersonKind;
import io.sluice.ingress.admission.PersonStore;
import io.sluice.ingress.admission.RoleStore;
import io.sluice.ingress.admission.Scopes;
import io.sluice.schemas.Environment;
import io.sluice.schemas.KeyId;
import io.sluice.schemas.PersonId;
import io.sluice.schemas.TenantId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who makes whom, by what a body says. */
class UserRequestsTest {
    private static final TenantId ACME = new TenantId(new UUID(0, 9));
    private static final PersonId SELF = new PersonId(new UUID(5, 5));
    private static final String BODY = "{'email':'Ada@Example.com','password':'correct horse','kind':'%s'}";

    private final RoleStore roles = new RoleStore();
    private final PersonStore people = new PersonStore(roles);

    @ParameterizedTest(name = "{0} makes {1}: {2}")
    @CsvSource({
        "platform_admin, tenant_admin, true",
        "platform_admin, reseller, true",
        "platform_admin, customer, true",
        "tenant_admin, platform_admin, false",
        "tenant_admin, tenant_admin, true",
        "tenant_admin, reseller, true",
        "tenant_admin, customer, true",
        "tenant_admin, staff, true",
        "staff, customer, false",
        "staff, tenant_admin, false",
        "reseller, staff, false",
        "reseller, tenant_admin, false",
        "reseller, reseller, false",
        "reseller, customer, true",
        "customer, reseller, false"
    })
    void nobodyMakesWhoMayDoMore(String maker, String made, boolean allowed) {
        var read = UserRequest.read(fields(BODY.formatted(made)), authority(caller(PersonKind.of(maker))));
        if (allowed) assertThat(valid(read).kind()).isEqualTo(PersonKind.of(made));
        else assertThat(refusals(read)).startsWith("/kind is " + made);
    }

    @Test
    void aPlatformAdminIsOfThePlatformAlone() {
        var admin = caller(PersonKind.PLATFORM_ADMIN);
        assertThat(refusals(UserRequest.read(fields(BODY.formatted("platform_admin")), authority(admin))))
                .isEqualTo("/kind is platform_admin, and those are of the platform's own tenant alone");
        var there = authority(admin.in(TenantId.PLATFORM));
        assertThat(valid(UserRequest.read(fields(BODY.formatted("platform_admin")), there))
                        .kind())
                .isEqualTo(PersonKind.PLATFORM_ADMIN);
    }

    @Test
    void aKeyMakesNobodyWhoMayDoMoreThanIt() {
        var key = new Caller(new KeyId(new UUID(0, 1)), ACME, Environment.LIVE, new Scopes(List.of("people:*")));
        assertThat(valid(UserRequest.read(fields(BODY.formatted("customer")), authority(key)))
                        .kind())
                .isEqualTo(PersonKind.CUSTOMER);
        assertThat(refusals(UserRequest.read(fields(BODY.formatted("tenant_admin")), authority(key))))
                .isEqualTo("/kind is tenant_admin, who may do more than you may, [*:*]");
    }

    @Test
    void theCustomersOfAResellerAreBelowIt() {
        var made = valid(UserRequest.read(fields(BODY.formatted("customer")), authority(caller(PersonKind.RESELLER))));
        assertThat(made.parent()).isEqualTo(SELF);
        assertThat(made.email()).isEqualTo("ada@example.com");
        assertThat(made.toString()).doesNotContain("horse", "ada");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                                                    | refusal
            {'email':'a@b','password':'too short'}                  | /password must be a text of 12 to 128 characters but has 9
            {'email':'a b','password':'correct horse'}              | /email must be an address like ada@example.com, in ASCII
            {'email':'a@b'}                                         | /password is missing; it must have 12 to 128 characters
            {'password':'correct horse'}                            | /email is missing; it is what one signs in by
            {'email':'a@b','password':'correct horse','kind':'boss'} | /kind must be one of platform_admin, tenant_admin, staff, reseller, customer but is "boss"
            {'email':'a@b','password':'correct horse','parent_id':'usr_1'} | /parent_id is usr_1, and there is no such reseller
            {'email':'a@b','password':'correct horse','role_ids':['rol_1']} | /role_ids/0 must be the id of a role (rol_…) but is "rol_1"
            """)
    void isRefused(String body, String refusal) {
        assertThat(refusals(UserRequest.read(fields(body), authority(caller(PersonKind.TENANT_ADMIN)))))
                .isEqualTo(refusal);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            itself | body                                                    | refusal
            true   | {'password':'correct horse'}                            | /current_password is missing; it is needed to change what you sign in by
            true   | {'email':'a@b.example'}                                 | /current_password is missing; it is needed to change what you sign in by
            true   | {'name':'Ada','current_password':'x'}                   | /current_password is for who changes its own address or password; leave it out
            true   | {'password':'correct horse','current_password':null}    | /current_password cannot be null; leave it out to keep it; /current_password is missing; it is needed to change what you sign in by
            false  | {'password':'correct horse','current_password':'x'}     | /current_password is for who changes its own address or password; leave it out
            """)
    void asksThePersonItselfForItsPassword(boolean itself, String body, String refusal) {
        var id = itself ? SELF : new PersonId(new UUID(6, 6));
        var person = new PersonStore.Known(id, ACME, PersonKind.CUSTOMER, null, List.of(), true, 0, 1);
        var read = UserUpdateRequest.read(fields(body), authority(caller(PersonKind.TENANT_ADMIN)), person);
        assertThat(refusals(read)).isEqualTo(refusal);
    }

    @Test
    void areDocumentedWithExactlyTheFieldsThatTheyRead() {
        var authority = authority(caller(PersonKind.TENANT_ADMIN));
        assertThat(documented(UserRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> UserRequest.read(fields, authority)));
        var person = new PersonStore.Known(SELF, ACME, PersonKind.CUSTOMER, null, List.of(), true, 0, 1);
        assertThat(documented(UserUpdateRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(
                        asked(fields -> UserUpdateRequest.read(fields, authority, person)));
    }

    private Authority authority(Caller caller) {
        return new Authority(caller, people, roles);
    }

    private static Caller caller(PersonKind kind) {
        var home = kind == PersonKind.PLATFORM_ADMIN ? TenantId.PLATFORM : ACME;
        return new Caller(SELF, home, ACME, Environment.LIVE, kind.scopes(), kind.reach());
    }
}
