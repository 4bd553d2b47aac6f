package io.sluice.ingress.ratelimits;

import static io.sluice.ingress.body.Bodies.asked;
import static io.sluice.ingress.body.Bodies.documented;
import static io.sluice.ingress.body.Bodies.fields;
import static io.sluice.ingress.body.Bodies.refusals;
import static io.sluice.ingress.body.Bodies.valid;
import static io.sluice.ingress.ratelimits.RoutePatternsTest.ROUTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.body.Checked;
import io.sluice.schemas.KeyId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitRequestsTest {
    private static final KeyId KEY = new KeyId(new UUID(0, 1));

    @Test
    void isActiveAndForEveryRouteUnlessSaid() {
        assertThat(valid(read("{'applies_to':'tenant','max_requests':600,'window_size':60}")))
                .isEqualTo(new RateLimitRequest("tenant", null, null, 600, 60, true, false, null));
    }

    @Test
    void saysWhatItIsFor() {
        var body = "{'applies_to':'key','key_id':'" + KEY.text() + "','route':'GET /v1/accounts/{id}','max_requests':1,"
                + "'window_size':86400,'is_active':false,'shadow':true,'description':'try'}";
        assertThat(valid(read(body)))
                .isEqualTo(
                        new RateLimitRequest("key", KEY, "GET /v1/accounts/{account}", 1, 86_400, false, true, "try"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(quoteCharacter = '`', textBlock = """
            'second', 1
            'minute', 60
            'hour',   3600
            'day',    86400
            1,        1
            61,       61
            86400,    86400
            """)
    void countsInSecondsOrWords(String given, int seconds) {
        var body = "{'applies_to':'tenant','max_requests':1,'window_size':" + given + "}";
        assertThat(valid(read(body)).windowSize()).isEqualTo(seconds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body                                           | refusal
            'max_requests':1,'window_size':1               | /applies_to is missing; say key, each_key or tenant
            'applies_to':'all','max_requests':1,'window_size':1 | /applies_to must be one of key, each_key, tenant but is "all"
            'applies_to':'tenant','window_size':1          | /max_requests is missing; say how many, 600 for instance
            'applies_to':'tenant','max_requests':0,'window_size':1 | /max_requests must be a whole number from 1 to 1000000000 but is 0
            'applies_to':'tenant','max_requests':1000000001,'window_size':1 | /max_requests must be a whole number from 1 to 1000000000 but is 1000000001
            'applies_to':'tenant','max_requests':1         | /window_size is missing; say within which time, 60 or minute for instance
            'applies_to':'tenant','max_requests':1,'window_size':86401 | /window_size must be a whole number from 1 to 86400 or one of second, minute, hour, day but is 86401
            'applies_to':'tenant','max_requests':1,'window_size':'week' | /window_size must be a whole number from 1 to 86400 or one of second, minute, hour, day but is "week"
            'applies_to':'key','max_requests':1,'window_size':1 | /key_id is missing; say which key it is for, as GET /v1/keys lists them
            'applies_to':'key','key_id':'rol_1','max_requests':1,'window_size':1 | /key_id must be the id of a key, key_…
            'applies_to':'tenant','key_id':'key_1','max_requests':1,'window_size':1 | /key_id goes with applies_to key alone; leave it out, or say key there
            'applies_to':'tenant','route':'PUT /v1/accounts','max_requests':1,'window_size':1 | /route names a method that there is not at this path; it has GET, POST, and * is all of them
            'applies_to':'tenant','is_active':'yes','max_requests':1,'window_size':1 | /is_active must be true or false but is "yes"
            """)
    void isRefused(String body, String refusal) {
        assertThat(refusals(read("{" + body + "}"))).isEqualTo(refusal);
    }

    @Test
    void anUpdateKeepsWhatItDoesNotName() {
        assertThat(valid(RateLimitUpdateRequest.read(fields("{'window_size':'hour','description':null}"))))
                .isEqualTo(new RateLimitUpdateRequest(null, 3_600, null, null, null, List.of("description")));
        assertThat(valid(RateLimitUpdateRequest.read(fields("{'max_requests':5,'is_active':false,'shadow':true}"))))
                .isEqualTo(new RateLimitUpdateRequest(5, null, false, true, null, List.of()));
        assertThat(refusals(RateLimitUpdateRequest.read(fields("{'shadow':null}"))))
                .isEqualTo("/shadow cannot be null; leave it out to keep it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            applies_to | 'tenant'
            key_id     | null
            route      | 'POST /v1/accounts'
            """)
    void anUpdateDoesNotChangeWhatItAppliesTo(String field, String value) {
        assertThat(refusals(RateLimitUpdateRequest.read(fields("{'" + field + "':" + value + "}"))))
                .isEqualTo("/" + field
                        + " cannot be changed; leave it out, or make another rate limit and delete this one");
    }

    @Test
    void areDocumentedWithExactlyTheFieldsThatTheyRead() {
        assertThat(documented(RateLimitRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(fields -> RateLimitRequest.read(fields, ROUTES)));
        assertThat(documented(RateLimitUpdateRequest.Documented.class))
                .containsExactlyInAnyOrderElementsOf(asked(RateLimitUpdateRequest::read));
    }

    private static Checked<RateLimitRequest> read(String body) {
        return RateLimitRequest.read(fields(body), ROUTES);
    }
}
