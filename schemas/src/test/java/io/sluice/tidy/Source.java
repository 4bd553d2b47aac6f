package io.sluice.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * One file of Java, as javac's parser reads it.
 *
 * @param path from the project's root
 * @param methods each with the lines that it spans
 * @param selections every {@code a.b} in it, with its line
 * @param textBlocks the lines that are inside a text, counted from 1
 */
record Source(Path path, List<String> lines, List<Method> methods, List<Selection> selections, Set<Long> textBlocks) {

    record Method(String name, long line, long lines) {}

    record Selection(String text, long line) {}

    /** All sources of all modules, main and test. */
    static List<Source> all(Path root) throws IOException {
        try (var modules = Files.list(root)) {
            var files = modules.flatMap(module ->
                            Stream.of("src/main/java", "src/test/java").map(module::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(Source::files)
                    .sorted()
                    .toList();
            return read(root, files);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Source> read(Path root, List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            var positions = Trees.instance(task).getSourcePositions();
            var sources = new ArrayList<Source>();
            for (var unit : task.parse()) sources.add(read(root, unit, positions));
            return sources;
        }
    }

    private static Source read(Path root, CompilationUnitTree unit, SourcePositions positions) throws IOException {
        var path = Path.of(unit.getSourceFile().toUri());
        var methods = new ArrayList<Method>();
        var selections = new ArrayList<Selection>();
        var textBlocks = new HashSet<Long>();
        new Members(
                        method -> {
                            long from = line(unit, positions.getStartPosition(unit, method));
                            long to = line(unit, positions.getEndPosition(unit, method));
                            methods.add(new Method(method.getName().toString(), from, to - from + 1));
                        },
                        selection -> selections.add(new Selection(
                                selection.toString(), line(unit, positions.getStartPosition(unit, selection)))),
                        literal -> {
                            long from = line(unit, positions.getStartPosition(unit, literal));
                            long to = line(unit, positions.getEndPosition(unit, literal));
                            for (long at = from + 1; at < to; at++) textBlocks.add(at);
                        })
                .scan(unit, null);
        return new Source(
                root.toRealPath().relativize(path.toRealPath()),
                Files.readAllLines(path),
                methods,
                selections,
                textBlocks);
    }

    private static long line(CompilationUnitTree unit, long position) {
        return unit.getLineMap().getLineNumber(position);
    }

    boolean isTest() {
        return path.startsWith(path.getName(0).resolve("src/test"));
    }

    private static final class Members extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Consumer<MethodTree> methods;
        private final Consumer<MemberSelectTree> selections;
        private final Consumer<LiteralTree> literals;

        Members(Consumer<MethodTree> methods, Consumer<MemberSelectTree> selections, Consumer<LiteralTree> literals) {
            this.methods = methods;
            this.selections = selections;
            this.literals = literals;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            methods.accept(method);
            return super.visitMethod(method, null);
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void none) {
            literals.accept(literal);
            return super.visitLiteral(literal, null);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree selection, @Nullable Void none) {
            selections.accept(selection);
            return super.visitMemberSelect(selection, null);
        }
    }
}
