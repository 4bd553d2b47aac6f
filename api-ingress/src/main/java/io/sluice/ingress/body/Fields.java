package io.sluice.ingress.body;

import io.sluice.ingress.arguments.Rfc3339;
import io.sluice.ingress.problem.Problem;
import io.sluice.ingress.problem.Problem.FieldError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON object field by field and remembers everything that is wrong with it, so that a caller learns all at
 * once. What is read of a wrong field is null; {@link #check} then never calls for the value. JSON's null is the same
 * as a field left out. A field that nobody asked for is refused by its name.
 */
public final class Fields {
    /** One GiB; the {@code …_gb} fields at the edge are these. */
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

    private static final long BYTES_MAX = 1L << 53;

    private static final int ERRORS_MAX = 50;

    private static final int SECRET_LENGTH_MIN = 12;

    /** A time, an address, an id of ours, or a scope. */
    private static final Pattern HARMLESS = Pattern.compile(
            "[0-9TZtz:+. -]*|[0-9A-Fa-f]*[:.][0-9A-Fa-f:./]*|[a-z]{3}_[0-9a-z]{26}|[a-z_*-]+:[a-z_*-]+");

    private final ObjectNode object;
    private final String place;
    /** In the order asked. A list, because bodies have few fields: to look through it costs less than to hash. */
    private final List<String> asked = new ArrayList<>();

    private final List<FieldError> errors;

    Fields(ObjectNode object) {
        this(object, "", new ArrayList<>());
    }

    private Fields(ObjectNode object, String place, List<FieldError> errors) {
        this.object = object;
        this.place = place;
        this.errors = errors;
    }

    /** The value when nothing was wrong, else all that was. */
    public <T> Checked<T> check(Supplier<T> value) {
        refuseTheUnknown();
        return errors.isEmpty()
                ? new Checked.Valid<>(value.get())
                : new Checked.Invalid<>(Problem.invalid(errors.subList(0, Math.min(errors.size(), ERRORS_MAX))));
    }

    private void refuseTheUnknown() {
        for (var name : object.propertyNames()) {
            if (!asked.contains(name) && !isWrong(name))
                reject(name, "is not a field of this request; it has " + String.join(", ", asked));
        }
    }

    /** Whether something was wrong with this field so far, or with a part of it. */
    public boolean isWrong(String name) {
        var pointer = pointer(name);
        return errors.stream()
                .map(FieldError::pointer)
                .anyMatch(wrong -> wrong.equals(pointer) || wrong.startsWith(pointer + "/"));
    }

    /** Adds what only the reader of several fields can see. */
    public void reject(String name, String detail) {
        wrong(pointer(name), detail);
    }

    /** A text of {@code min} to {@code max} characters that must be there; empty when it is wrong. */
    public String requiredText(String name, int min, int max) {
        if (isAbsent(name)) {
            get(name);
            reject(name, "is missing; it " + must("be a text", min, max));
            return "";
        }
        var text = text(name, min, max);
        return text == null ? "" : text;
    }

    /** A text of {@code min} to {@code max} characters. */
    public @Nullable String text(String name, int min, int max) {
        var node = get(name);
        if (node == null) return null;
        if (!node.isString()) return wrong(pointer(name), must("be a text", min, max) + " but is " + kind(node));
        var text = node.stringValue();
        var fault = fault(text, "be a text", min, max);
        return fault == null ? text : wrong(pointer(name), fault);
    }

    private static String must(String be, int min, int max) {
        return "must " + be + " of " + (min == 0 ? "at most" : min + " to") + " " + max + " characters";
    }

    /** What is wrong with a text; null when nothing is. */
    private static @Nullable String fault(String text, String be, int min, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) return must(be, min, max) + " but has " + length;
        if (text.indexOf('\0') >= 0) return "must not contain the character U+0000; leave it out";
        if (hasHalfOfAPair(text)) return "must be well-formed Unicode but has half of a surrogate pair";
        return null;
    }

    /** JSON can spell out one half of a surrogate pair, which no encoding of Unicode has a place for. */
    private static boolean hasHalfOfAPair(String text) {
        int at = 0;
        while (at < text.length()) {
            int letter = text.codePointAt(at);
            if (letter >= Character.MIN_SURROGATE && letter <= Character.MAX_SURROGATE) return true;
            at += Character.charCount(letter);
        }
        return false;
    }

    /** One of the given words. */
    public @Nullable String word(String name, List<String> words) {
        var node = get(name);
        if (node == null) return null;
        if (node.isString() && words.contains(node.stringValue())) return node.stringValue();
        return wrong(pointer(name), "must be one of " + String.join(", ", words) + " but is " + shown(node));
    }

    /** A whole number. */
    public @Nullable Integer integer(String name, int min, int max) {
        var node = get(name);
        if (node == null) return null;
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= min && node.intValue() <= max) {
            return node.intValue();
        }
        return wrong(pointer(name), "must be a whole number from " + min + " to " + max + " but is " + shown(node));
    }

    /**
     * A whole number, or a word for one.
     *
     * @param words in the order in which they are told
     */
    public @Nullable Integer integer(String name, int min, int max, SequencedMap<String, Integer> words) {
        var node = get(name);
        if (node == null) return null;
        if (node.isString() && words.containsKey(node.stringValue())) return words.get(node.stringValue());
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= min && node.intValue() <= max) {
            return node.intValue();
        }
        return wrong(
                pointer(name),
                "must be a whole number from " + min + " to " + max + " or one of "
                        + String.join(", ", words.sequencedKeySet()) + " but is " + shown(node));
    }

    /** A number of bytes that must be there, up to 2^53, which every JSON library holds exactly; 0 when it is wrong. */
    public long requiredBytes(String name) {
        var node = get(name);
        if (node != null && node.isIntegralNumber() && node.canConvertToLong()) {
            long bytes = node.longValue();
            if (bytes >= 0 && bytes <= BYTES_MAX) return bytes;
        }
        var but = node == null ? "is missing; it must be" : "is " + shown(node) + " but must be";
        reject(name, but + " a whole number of bytes from 0 to " + BYTES_MAX);
        return 0;
    }

    /** True or false; false when it is not there. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(choice(name));
    }

    /** True or false; null when it is not there. */
    public @Nullable Boolean choice(String name) {
        var node = get(name);
        if (node == null) return null;
        if (node.isBoolean()) return node.booleanValue();
        return wrong(pointer(name), "must be true or false but is " + shown(node));
    }

    /** A volume in GiB, fractions allowed, as bytes; a fraction of a byte is cut off. */
    public @Nullable Long gibibytes(String name, int max) {
        var node = get(name);
        if (node == null) return null;
        if (node.isNumber()) {
            var gib = node.decimalValue();
            // The scale is looked at first, because 1e-999999999 is short to send and long to multiply.
            if (gib.signum() >= 0 && Math.abs(gib.scale()) <= 30 && gib.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return gib.multiply(GIB).setScale(0, RoundingMode.DOWN).longValueExact();
            }
        }
        return wrong(pointer(name), "must be a number of GiB from 0 to " + max + " but is " + shown(node));
    }

    /** An instant, RFC 3339 with any offset, cut to milliseconds. */
    public @Nullable Instant instant(String name) {
        var node = get(name);
        if (node == null) return null;
        var time = Rfc3339.read(node.isString() ? node.stringValue() : null);
        if (time.isPresent()) return time.get();
        return wrong(pointer(name), "must be " + Rfc3339.EXPECTED + ", but is " + shown(node));
    }

    /** Texts that each pass; {@code expected} completes "must be". */
    public List<String> texts(String name, int countMax, Predicate<String> passes, String expected) {
        var node = get(name);
        if (node == null) return List.of();
        if (!node.isArray() || node.size() > countMax) {
            reject(name, "must be a list of at most " + countMax + " texts but is " + kind(node));
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (int at = 0; at < node.size(); at++) {
            var element = node.get(at);
            if (element.isString() && passes.test(element.stringValue())) texts.add(element.stringValue());
            else wrong(pointer(name) + "/" + at, "must be " + expected + " but is " + shown(element));
        }
        return texts.stream().distinct().toList();
    }

    /**
     * A list of at least one object, each read by the same method.
     *
     * @param read what it makes of a wrong object is not used
     */
    public <T> List<T> objects(String name, int countMax, Function<Fields, T> read) {
        var node = get(name);
        if (node != null && !node.isEmpty()) return objects(name, node, 1, countMax, read);
        reject(name, (node == null ? "is missing; it " : "") + objects(1, countMax) + (node == null ? "" : but(node)));
        return List.of();
    }

    /** The same of a list that may have none, or not be there. */
    public <T> List<T> objectsIfAny(String name, int countMax, Function<Fields, T> read) {
        var node = get(name);
        return node == null ? List.of() : objects(name, node, 0, countMax, read);
    }

    private <T> List<T> objects(String name, JsonNode node, int min, int max, Function<Fields, T> read) {
        if (!node.isArray() || node.size() > max) {
            reject(name, objects(min, max) + but(node));
            return List.of();
        }
        var objects = new ArrayList<T>();
        for (int at = 0; at < node.size(); at++) {
            var pointer = pointer(name) + "/" + at;
            if (node.get(at) instanceof ObjectNode element) {
                var fields = new Fields(element, pointer, errors);
                objects.add(read.apply(fields));
                fields.refuseTheUnknown();
            } else {
                wrong(pointer, "must be an object but is " + shown(node.get(at)));
            }
        }
        return objects;
    }

    private static String objects(int min, int max) {
        return "must be a list of " + (min == 0 ? "at most" : min + " to") + " " + max + " objects";
    }

    private static String but(JsonNode node) {
        return " but is " + kind(node);
    }

    /** A flat object of texts. */
    public Map<String, String> labels(String name, int countMax, int nameMax, int valueMax) {
        var node = get(name);
        if (node == null) return Map.of();
        if (!node.isObject() || node.size() > countMax) {
            reject(name, "must be an object of at most " + countMax + " texts but is " + kind(node));
            return Map.of();
        }
        var labels = new LinkedHashMap<String, String>();
        for (var label : node.properties()) {
            var ofName = fault(label.getKey(), "have a name", 1, nameMax);
            var ofValue = label.getValue().isString()
                    ? fault(label.getValue().stringValue(), "be a text", 0, valueMax)
                    : must("be a text", 0, valueMax) + " but is " + kind(label.getValue());
            if (ofName != null) wrong(pointer(name) + escaped(label.getKey()), ofName);
            if (ofValue != null) wrong(pointer(name) + escaped(label.getKey()), ofValue);
            if (ofName == null && ofValue == null)
                labels.put(label.getKey(), label.getValue().stringValue());
        }
        return labels;
    }

    /** Which of the fields that were asked for are given as JSON's null, in no order. */
    public List<String> nulls() {
        return asked.stream()
                .filter(name -> object.get(name) != null && object.get(name).isNull())
                .toList();
    }

    /** Whether the body gives a field a value, right or wrong, that is not null. */
    public boolean gives(String name) {
        return !isAbsent(name);
    }

    /** Whether the body names a field at all, null or not. */
    public boolean names(String name) {
        return object.get(name) != null;
    }

    private @Nullable JsonNode get(String name) {
        if (!asked.contains(name)) asked.add(name);
        var node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private boolean isAbsent(String name) {
        var node = object.get(name);
        return node == null || node.isNull();
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it only ever returns null, of the type that was wanted
    private <T> @Nullable T wrong(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
        return null;
    }

    private String pointer(String name) {
        return place + escaped(name);
    }

    private static String escaped(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list of " + node.size();
            case OBJECT -> "an object of " + node.size();
            default -> "nothing";
        };
    }

    /** A short scalar as it was sent, so that the caller finds it; anything else by its kind. */
    private static String shown(JsonNode node) {
        var text = node.isValueNode() ? node.toString() : kind(node);
        return text.length() <= 40 && !mayBeSecret(node) ? text : kind(node);
    }

    /** A password in the wrong place must not stand in an answer, which callers log: it has 12 characters or more. */
    private static boolean mayBeSecret(JsonNode node) {
        return node.isString()
                && node.stringValue().length() >= SECRET_LENGTH_MIN
                && !HARMLESS.matcher(node.stringValue()).matches();
    }
}
