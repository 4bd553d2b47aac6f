package io.sluice.system.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares an answer with the one that a document shows. They must agree in every field and value; in a text of the
 * document an ellipsis stands for anything, and any time stands for any other.
 */
final class PastedAnswer {
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private PastedAnswer() {}

    /** What differs, as lines to read; empty when nothing does. */
    static List<String> differences(JsonNode shown, JsonNode real) {
        var differences = new ArrayList<String>();
        compare("", shown, real, differences);
        return differences;
    }

    /** Of a real answer what a page shows that leaves some fields out, of the answer and of what is in it. */
    static JsonNode only(JsonNode shown, JsonNode answer) {
        if (shown.isArray() && answer.isArray() && shown.size() == answer.size()) {
            var some = JSON.createArrayNode();
            for (int at = 0; at < shown.size(); at++) some.add(only(shown.get(at), answer.get(at)));
            return some;
        }
        if (!shown.isObject()) return answer;
        var some = JSON.createObjectNode();
        shown.propertyNames().forEach(name -> some.set(name, only(shown.path(name), answer.path(name))));
        return some;
    }

    private static void compare(String at, JsonNode shown, JsonNode real, List<String> differences) {
        if (shown.isObject() && real.isObject()) {
            var names = new TreeSet<>(shown.propertyNames());
            names.addAll(real.propertyNames());
            names.forEach(name -> compare(at + "/" + name, shown.path(name), real.path(name), differences));
        } else if (shown.isArray() && real.isArray() && shown.size() == real.size()) {
            for (int i = 0; i < shown.size(); i++) compare(at + "/" + i, shown.get(i), real.get(i), differences);
        } else if (!alike(shown, real)) {
            differences.add(at + " is shown as " + shown + " and is " + real);
        }
    }

    private static boolean alike(JsonNode shown, JsonNode real) {
        if (!shown.isString() || !real.isString()) return shown.equals(real);
        var text = shown.stringValue();
        if (TIME.matcher(text).matches())
            return TIME.matcher(real.stringValue()).matches();
        var pattern = Pattern.quote(text).replace("…", "\\E.*\\Q");
        return real.stringValue().matches(pattern);
    }
}
