package io.sluice.ingress.body;

import static io.sluice.ingress.body.Bodies.fields;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ingress.body.Checked.Invalid;
import io.sluice.ingress.body.Checked.Valid;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problem.FieldError;
import io.sluice.schemas.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Bodies stand in the tables with {@code '} for {@code "}; refusals start with the pointer of the field. */
class FieldsTest {
    private static final String NOTHING_REFUSED = "";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case              | body                       | bytes            | refusal
            none              | {'a':0}                    | 0                | ``
            the most          | {'a':9007199254740992}     | 9007199254740992 | ``
            one more          | {'a':9007199254740993}     |                  | /a is 9007199254740993 but must be a whole number of bytes from 0 to 9007199254740992
            past any integer  | {'a':99999999999999999999} |                  | /a is 99999999999999999999 but must be a whole number of bytes from 0 to 9007199254740992
            negative          | {'a':-1}                   |                  | /a is -1 but must be a whole number of bytes from 0 to 9007199254740992
            a fraction        | {'a':1.5}                  |                  | /a is 1.5 but must be a whole number of bytes from 0 to 9007199254740992
            absent            | {}                         |                  | /a is missing; it must be a whole number of bytes from 0 to 9007199254740992
            """)
    void requiredBytesAreWholeAndInBounds(String name, String body, @Nullable Long bytes, String refusal) {
        assertThat(read(body, fields -> fields.requiredBytes("a"))).isEqualTo(outcome(bytes, refusal));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            body         | flag  | refusal
            {'a':true}   | true  | ``
            {'a':false}  | false | ``
            {}           | false | ``
            {'a':null}   | false | ``
            {'a':1}      |       | /a must be true or false but is 1
            {'a':'true'} |       | /a must be true or false but is "true"
            """)
    void flagsAreTrueOrFalse(String body, @Nullable Boolean flag, String refusal) {
        assertThat(read(body, fields -> fields.flag("a"))).isEqualTo(outcome(flag, refusal));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case               | body                                | texts | refusal
            one                | {'a':[{'b':'x'}]}                   | [x]   | ``
            two                | {'a':[{'b':'x'},{'b':'y'}]}         | [x, y] | ``
            too many           | {'a':[{},{},{}]}                    |       | /a must be a list of 1 to 2 objects but is a list of 3
            none               | {'a':[]}                            |       | /a must be a list of 1 to 2 objects but is a list of 0
            absent             | {}                                  |       | /a is missing; it must be a list of 1 to 2 objects
            an object          | {'a':{'b':'x'}}                     |       | /a must be a list of 1 to 2 objects but is an object of 1
            of something else  | {'a':[{'b':'x'},7]}                 |       | /a/1 must be an object but is 7
            a wrong field      | {'a':[{'b':'x'},{'b':'xyz'}]}       |       | /a/1/b must be a text of 1 to 2 characters but has 3
            a missing field    | {'a':[{}]}                          |       | /a/0/b is missing; it must be a text of 1 to 2 characters
            an unknown field   | {'a':[{'b':'x','c':1}]}             |       | /a/0/c is not a field of this request; it has b
            """)
    void objectsAreReadOneByOne(String name, String body, @Nullable String texts, String refusal) {
        assertThat(read(
                        body,
                        fields -> fields.objects("a", 2, object -> object.requiredText("b", 1, 2))
                                .toString()))
                .isEqualTo(outcome(texts, refusal));
    }

    @Nested
    class Text {
        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                case                       | body                | text | refusal
                the shortest               | {'a':'xy'}          | xy   | ``
                the longest                | {'a':'xyzw'}        | xyzw | ``
                counted by code points     | {'a':'😀😀😀😀'}    | 😀😀😀😀 | ``
                too short                  | {'a':'x'}           |      | /a must be a text of 2 to 4 characters but has 1
                too long                   | {'a':'xyzwv'}       |      | /a must be a text of 2 to 4 characters but has 5
                too long by code points    | {'a':'😀😀😀😀😀'}  |      | /a must be a text of 2 to 4 characters but has 5
                absent                     | {}                  |      | ``
                null is absent             | {'a':null}          |      | ``
                a number                   | {'a':12}            |      | /a must be a text of 2 to 4 characters but is a number
                a truth value              | {'a':true}          |      | /a must be a text of 2 to 4 characters but is true or false
                a list                     | {'a':['xy']}        |      | /a must be a text of 2 to 4 characters but is a list of 1
                an object                  | {'a':{'b':1,'c':2}} |      | /a must be a text of 2 to 4 characters but is an object of 2
                a zero character           | {'a':'x\\u0000'}    |      | /a must not contain the character U+0000; leave it out
                the first half of a pair   | {'a':'x\\ud83d'}    |      | /a must be well-formed Unicode but has half of a surrogate pair
                the second half of a pair  | {'a':'\\ude00x'}    |      | /a must be well-formed Unicode but has half of a surrogate pair
                both halves of a pair      | {'a':'x\\ud83d\\ude00'} | x😀 | ``
                """)
        void isOfItsLengthAndWellFormed(String name, String body, @Nullable String text, String refusal) {
            assertThat(read(body, fields -> fields.text("a", 2, 4))).isEqualTo(outcome(text, refusal));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
                case           | body         | text | refusal
                there          | {'a':'x'}    | x    | ``
                absent         | {}           |      | /a is missing; it must be a text of 1 to 4 characters
                null is absent | {'a':null}   |      | /a is missing; it must be a text of 1 to 4 characters
                empty          | {'a':''}     |      | /a must be a text of 1 to 4 characters but has 0
                no text        | {'a':7}      |      | /a must be a text of 1 to 4 characters but is a number
                """)
        void isThereWhereItIsRequired(String name, String body, @Nullable String text, String refusal) {
            assertThat(read(body, fields -> fields.requiredText("a", 1, 4))).isEqualTo(outcome(text, refusal));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case              | body           | word | refusal
            one of them       | {'a':'red'}    | red  | ``
            absent            | {}             |      | ``
            null is absent    | {'a':null}     |      | ``
            another word      | {'a':'blue'}   |      | /a must be one of red, green but is "blue"
            of another case   | {'a':'Red'}    |      | /a must be one of red, green but is "Red"
            no text           | {'a':1}        |      | /a must be one of red, green but is 1
            a list            | {'a':['red']}  |      | /a must be one of red, green but is a list of 1
            too long to show  | {'a':'rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr'} | | /a must be one of red, green but is a text
            """)
    void wordIsOneOfThoseGiven(String name, String body, @Nullable String word, String refusal) {
        assertThat(read(body, fields -> fields.word("a", List.of("red", "green"))))
                .isEqualTo(outcome(word, refusal));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case              | body                       | number | refusal
            the lowest        | {'a':-1}                   | -1     | ``
            the highest       | {'a':5}                    | 5      | ``
            absent            | {}                         |        | ``
            null is absent    | {'a':null}                 |        | ``
            too low           | {'a':-2}                   |        | /a must be a whole number from -1 to 5 but is -2
            too high          | {'a':6}                    |        | /a must be a whole number from -1 to 5 but is 6
            beyond 32 bits    | {'a':4294967297}           |        | /a must be a whole number from -1 to 5 but is 4294967297
            beyond 64 bits    | {'a':18446744073709551617} |        | /a must be a whole number from -1 to 5 but is 18446744073709551617
            a fraction        | {'a':1.5}                  |        | /a must be a whole number from -1 to 5 but is 1.5
            a text            | {'a':'1'}                  |        | /a must be a whole number from -1 to 5 but is "1"
            a truth value     | {'a':true}                 |        | /a must be a whole number from -1 to 5 but is true
            """)
    void integerLiesBetweenItsBounds(String name, String body, @Nullable Integer number, String refusal) {
        assertThat(read(body, fields -> fields.integer("a", -1, 5))).isEqualTo(outcome(number, refusal));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                      | body                   | bytes         | refusal
            nothing                   | {'a':0}                | 0             | ``
            minus nothing             | {'a':-0.0}             | 0             | ``
            one                       | {'a':1}                | 1073741824    | ``
            a half                    | {'a':0.5}              | 536870912     | ``
            as an exponent            | {'a':5e-1}             | 536870912     | ``
            as a high exponent        | {'a':1e3}              | 1073741824000 | ``
            the most                  | {'a':1000}             | 1073741824000 | ``
            the most, in digits       | {'a':1000.000}         | 1073741824000 | ``
            one byte                  | {'a':0.000000000931322574615478515625} | 1 | ``
            a bit less than one byte  | {'a':0.000000000931322574615478515624} | 0 | ``
            a third, cut              | {'a':0.3333333333}     | 357913941     | ``
            absent                    | {}                     |               | ``
            null is absent            | {'a':null}             |               | ``
            below nothing             | {'a':-0.1}             |               | /a must be a number of GiB from 0 to 1000 but is -0.1
            over the most             | {'a':1000.1}           |               | /a must be a number of GiB from 0 to 1000 but is 1000.1
            over 64 bits              | {'a':99999999999999999999} |           | /a must be a number of GiB from 0 to 1000 but is 99999999999999999999
            a tiny exponent           | {'a':1e-999999999}     |               | /a must be a number of GiB from 0 to 1000 but is 1E-999999999
            a huge exponent           | {'a':1e999999999}      |               | /a must be a number of GiB from 0 to 1000 but is 1E+999999999
            a huge exponent, below    | {'a':-1e999999999}     |               | /a must be a number of GiB from 0 to 1000 but is -1E+999999999
            nothing, hugely           | {'a':0e999999999}      |               | /a must be a number of GiB from 0 to 1000 but is 0E+999999999
            a text                    | {'a':'1'}              |               | /a must be a number of GiB from 0 to 1000 but is "1"
            """)
    void gibibytesAreBytesCutDown(String name, String body, @Nullable Long bytes, String refusal) {
        assertThat(read(body, fields -> fields.gibibytes("a", 1000))).isEqualTo(outcome(bytes, refusal));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                         | body                                  | instant                  | refused
            in UTC                       | {'a':'2027-01-31T12:00:00Z'}          | 2027-01-31T12:00:00Z     | false
            with an offset               | {'a':'2027-01-31T12:00:00+02:00'}     | 2027-01-31T10:00:00Z     | false
            with milliseconds            | {'a':'2027-01-31T12:00:00.123Z'}      | 2027-01-31T12:00:00.123Z | false
            finer, cut                   | {'a':'2027-01-31T12:00:00.123999999Z'} | 2027-01-31T12:00:00.123Z | false
            in small letters             | {'a':'2027-01-31t12:00:00z'}          | 2027-01-31T12:00:00Z     | false
            the first                    | {'a':'1970-01-01T00:00:00Z'}          | 1970-01-01T00:00:00Z     | false
            the last                     | {'a':'9999-12-31T23:59:59.999Z'}      | 9999-12-31T23:59:59.999Z | false
            the first, elsewhere         | {'a':'1969-12-31T23:00:00-01:00'}     | 1970-01-01T00:00:00Z     | false
            absent                       | {}                                    |                          | false
            null is absent               | {'a':null}                            |                          | false
            before the first             | {'a':'1969-12-31T23:59:59Z'}          |                          | true
            before the first, elsewhere  | {'a':'1970-01-01T00:00:00+01:00'}     |                          | true
            after the last               | {'a':'+10000-01-01T00:00:00Z'}        |                          | true
            after the last, elsewhere    | {'a':'9999-12-31T23:59:59-01:00'}     |                          | true
            the end of time, elsewhere   | {'a':'+999999999-12-31T23:59:59-18:00'} |                        | true
            without an offset            | {'a':'2027-01-31T12:00:00'}           |                          | true
            a day alone                  | {'a':'2027-01-31'}                    |                          | true
            no such day                  | {'a':'2027-02-30T12:00:00Z'}          |                          | true
            no such hour                 | {'a':'2027-01-31T24:00:00Z'}          |                          | true
            in seconds                   | {'a':1801396800}                      |                          | true
            no time                      | {'a':'soon'}                          |                          | true
            """)
    void instantIsATimeOfTheYears1970To9999(String name, String body, @Nullable Instant instant, boolean refused) {
        var shown = body.replace("{'a':", "").replace("}", "").replace('\'', '"');
        var refusal = "/a must be a time like 2027-01-31T12:00:00Z, of the years 1970 to 9999, but is " + shown;
        assertThat(read(body, fields -> fields.instant("a")))
                .isEqualTo(outcome(instant, refused ? refusal : NOTHING_REFUSED));
    }

    /** What may be a password in the wrong field is not repeated. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text                         | shown
            vles                         | "vles"
            elevencharx                  | "elevencharx"
            correct horse battery        | a text
            0123456789abcdef             | a text
            Tr0ub4dor&3..                | a text
            2027-02-30T12:00:00Z         | "2027-02-30T12:00:00Z"
            300.100.200.100/24           | "300.100.200.100/24"
            2001:db8::12345              | "2001:db8::12345"
            work-items:reed              | "work-items:reed"
            """)
    void showsOfAWrongTextWhatIsNoSecret(String text, String shown) {
        assertThat(read("{'a':'" + text + "'}", fields -> fields.word("a", List.of("vless"))))
                .isEqualTo(outcome(null, "/a must be one of vless but is " + shown));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case              | body                       | texts | refusal
            in their order    | {'a':['b','a']}            | b a   | ``
            each once         | {'a':['b','a','b']}        | b a   | ``
            none              | {'a':[]}                   | ``    | ``
            absent            | {}                         | ``    | ``
            null is absent    | {'a':null}                 | ``    | ``
            one too many      | {'a':['a','b','c','d']}    |       | /a must be a list of at most 3 texts but is a list of 4
            a text alone      | {'a':'a'}                  |       | /a must be a list of at most 3 texts but is a text
            one that fails    | {'a':['a','B']}            |       | /a/1 must be small but is "B"
            each that fails   | {'a':['A','b','C']}        |       | /a/0 must be small but is "A"; /a/2 must be small but is "C"
            one that is none  | {'a':['a',7]}              |       | /a/1 must be small but is 7
            one that is null  | {'a':[null]}               |       | /a/0 must be small but is null
            a list in it      | {'a':[['a']]}              |       | /a/0 must be small but is a list of 1
            """)
    void textsEachPass(String name, String body, @Nullable String texts, String refusal) {
        assertThat(read(body, fields -> String.join(" ", fields.texts("a", 3, FieldsTest::isSmall, "small"))))
                .isEqualTo(outcome(texts, refusal));
    }

    private static boolean isSmall(String text) {
        return text.chars().allMatch(Character::isLowerCase);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', useHeadersInDisplayName = true, textBlock = """
            case                | body                           | labels  | refusal
            in their order      | {'a':{'z':'1','b':'2'}}        | z=1 b=2 | ``
            an empty value      | {'a':{'b':''}}                 | b=      | ``
            none                | {'a':{}}                       | ``      | ``
            absent              | {}                             | ``      | ``
            null is absent      | {'a':null}                     | ``      | ``
            one too many        | {'a':{'b':'','c':'','d':''}}   |         | /a must be an object of at most 2 texts but is an object of 3
            a list              | {'a':['b']}                    |         | /a must be an object of at most 2 texts but is a list of 1
            a long name         | {'a':{'bcde':'1'}}             |         | /a/bcde must have a name of 1 to 3 characters but has 4
            an empty name       | {'a':{'':'1'}}                 |         | /a/ must have a name of 1 to 3 characters but has 0
            a long value        | {'a':{'b':'12345'}}            |         | /a/b must be a text of at most 4 characters but has 5
            a number            | {'a':{'b':1}}                  |         | /a/b must be a text of at most 4 characters but is a number
            a null              | {'a':{'b':null}}               |         | /a/b must be a text of at most 4 characters but is nothing
            an object in it     | {'a':{'b':{}}}                 |         | /a/b must be a text of at most 4 characters but is an object of 0
            both wrong          | {'a':{'bcde':1}}               |         | /a/bcde must have a name of 1 to 3 characters but has 4; /a/bcde must be a text of at most 4 characters but is a number
            a zero character    | {'a':{'b':'\\u0000'}}          |         | /a/b must not contain the character U+0000; leave it out
            half a pair         | {'a':{'b':'\\ud83d'}}          |         | /a/b must be well-formed Unicode but has half of a surrogate pair
            a name with a slash | {'a':{'b/~c':'1'}}             |         | /a/b~1~0c must have a name of 1 to 3 characters but has 4
            """)
    void labelsAreAFlatObjectOfTexts(String name, String body, @Nullable String labels, String refusal) {
        assertThat(read(body, fields -> shown(fields.labels("a", 2, 3, 4)))).isEqualTo(outcome(labels, refusal));
    }

    private static String shown(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(" "));
    }

    @Nested
    class Check {
        @Test
        void refusesAFieldThatNobodyAskedForByItsNameAndListsThoseThereAreInTheOrderOfReading() {
            assertThat(errors("{'a':'x','c':null,'nope':1}", fields -> {
                        fields.text("b", 0, 9);
                        return fields.text("a", 0, 9);
                    }))
                    .containsExactly(
                            new FieldError("/c", "is not a field of this request; it has b, a"),
                            new FieldError("/nope", "is not a field of this request; it has b, a"));
        }

        @ParameterizedTest(name = "{0} is at {1}")
        @CsvSource({"a, /a", "a/b, /a~1b", "a~b, /a~0b", "~1, /~01", "'', /", "a b, /a b", "%, /%"})
        void pointsAtAFieldAsRfc6901Says(String name, String pointer) {
            assertThat(errors("{'" + name + "':1}", fields -> null))
                    .extracting(FieldError::pointer)
                    .containsExactly(pointer);
        }

        @Test
        void tellsEverythingThatIsWrongAtOnceInTheOrderOfReading() {
            assertThat(errors("{'x':1,'b':'','a':7}", fields -> {
                        fields.integer("b", 0, 1);
                        fields.text("a", 0, 9);
                        fields.reject("c", "is odd");
                        return null;
                    }))
                    .extracting(FieldError::pointer)
                    .containsExactly("/b", "/a", "/c", "/x");
        }

        @Test
        void tellsOfFiftyErrorsAtTheMost() {
            var body =
                    IntStream.range(0, 60).mapToObj(n -> "'f" + n + "':1").collect(Collectors.joining(",", "{", "}"));
            assertThat(errors(body, fields -> null)).hasSize(50);
        }

        @Test
        void neverMakesTheValueOfABodyThatIsWrong() {
            var made = new ArrayList<String>();
            var checked = fields("{'x':1}").check(() -> made.add("made"));
            assertThat(checked).isInstanceOf(Invalid.class);
            assertThat(made).isEmpty();
        }

        @Test
        void namesTheOneFieldThatIsWrongInTheDetail() {
            assertThat(problem("{'a':7}", fields -> fields.text("a", 0, 9)))
                    .isEqualTo(new Problem(
                            ProblemCode.VALIDATION_FAILED,
                            "/a must be a text of at most 9 characters but is a number",
                            List.of(new FieldError("/a", "must be a text of at most 9 characters but is a number")),
                            Map.of(),
                            null));
        }

        // An answer is UTF-8, which has no half of a surrogate pair: one that is repeated from a body, in a name or a
        // value, would make the refusal itself fail.
        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"{'\\ud83d':1,'a':'blue'}", "{'a':'\\ud83d'}", "{'a':'\\ude00\\ud83d'}"})
        void refusesBrokenUnicodeInWordsThatCanBeSent(String body) {
            var problem = problem(body, fields -> fields.word("a", List.of("red")));
            var sent = JsonMapper.shared().writeValueAsBytes(problem);
            assertThat(new String(sent, UTF_8)).contains("red", "VALIDATION_FAILED");
        }
    }

    /** The value that was read, or all that was refused. */
    private static Optional<String> read(String body, Function<Fields, @Nullable Object> reading) {
        var fields = fields(body);
        var value = reading.apply(fields);
        return switch (fields.check(() -> value)) {
            case Valid(var valid) -> Optional.ofNullable(valid).map(Object::toString);
            case Invalid(var problem) -> Optional.of(Bodies.shown(problem));
        };
    }

    private static Optional<String> outcome(@Nullable Object value, String refusal) {
        return refusal.isEmpty() ? Optional.ofNullable(value).map(Object::toString) : Optional.of(refusal);
    }

    private static List<FieldError> errors(String body, Function<Fields, @Nullable Object> reading) {
        return problem(body, reading).errors();
    }

    private static Problem problem(String body, Function<Fields, @Nullable Object> reading) {
        var fields = fields(body);
        var _ = reading.apply(fields);
        return switch (fields.check(() -> "valid")) {
            case Valid(var value) -> throw new AssertionError("was " + value);
            case Invalid(var problem) -> problem;
        };
    }
}
