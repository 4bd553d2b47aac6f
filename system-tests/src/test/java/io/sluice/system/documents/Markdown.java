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
        try {
            return FENCED.matcher(Files.readString(document))
                    .results()
                    .map(block -> new Block(block.group(1), block.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
