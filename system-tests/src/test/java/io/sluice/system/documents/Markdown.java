package io.sluice.system.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The code blocks of a document, in order. */
final class Markdown {
    /** A fenced block, with the language behind its fence. */
    record Block(String language, String text) {}

    private static final Pattern FENCED =
            Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private Markdown() {}

    static List<Block> blocks(Path document) {
        return blocks(text(document));
    }

    /** Those below a heading of the second level. */
    static List<Block> blocks(Path document, String heading) {
        var text = text(document);
        int begin = text.indexOf("\n## " + heading + "\n");
        if (begin < 0) throw new AssertionError(document + " has no heading " + heading);
        int end = text.indexOf("\n## ", begin + 1);
        return blocks(text.substring(begin, end < 0 ? text.length() : end));
    }

    private static List<Block> blocks(String text) {
        return FENCED.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
