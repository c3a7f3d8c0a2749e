package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The documents say what is there.
class DocumentsTest {
    private static final Pattern CLASS_NAME = Pattern.compile("`(refrain(?:\\.[a-z]+)+\\.[A-Z]\\w+)`");
    private static final Pattern SOURCE = Pattern.compile("@see <a href=\"([^\"]+)\"");

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(Markdown.root(), 3)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_toFiles_resolve(Path document) {
        assertThat(Markdown.read(document).linkedFiles())
                .allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void readme_linksToEveryDocument() throws IOException {
        List<Path> linked = Markdown.of("README.md").linkedFiles();
        Path root = Markdown.root();
        assertThat(documents().stream().filter(file -> !file.endsWith("README.md")))
                .filteredOn(file ->
                        file.getParent().equals(root) || file.getParent().endsWith("docs"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(linked).contains(file));
    }

    @Test
    void readme_inChinese_hasTheSameExamples() {
        List<Markdown.Block> english = Markdown.of("README.md").blocks();
        assertThat(english).isNotEmpty();
        assertThat(Markdown.of("README.zh-CN.md").blocks()).isEqualTo(english);
    }

    @Test
    void papers_everySourceOfAClass_isListed() throws IOException {
        assertThat(sources())
                .isNotEmpty()
                .isSubsetOf(Markdown.of("docs/papers.md").addresses());
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Markdown.root().resolve("core/src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> SOURCE.matcher(contentOf(file)).results())
                    .map(source -> source.group(1))
                    .toList();
        }
    }

    private static String contentOf(Path file) {
        assertThat(file).isRegularFile();
        return org.assertj.core.util.Files.contentOf(file.toFile(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/papers.md", "ARCHITECTURE.md", "docs/decisions.md", "CONTRIBUTING.md"})
    void classes_named_exist(String document) {
        List<String> names = CLASS_NAME
                .matcher(Markdown.of(document).text())
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(names)
                .allSatisfy(name -> assertThatNoException()
                        .isThrownBy(() -> Class.forName(name, false, getClass().getClassLoader())));
    }

    @Test
    void program_inReadme_compiles(@TempDir Path classes) {
        List<String> programs = Markdown.of("README.md").blocks("java");
        assertThat(programs).hasSize(1);
        assertThat(compile(programs.getFirst(), classes)).isEmpty();
    }

    /// What the compiler has to say against a program.
    private static String compile(String program, Path classes) {
        StringWriter messages = new StringWriter();
        List<String> options =
                List.of("-proc:none", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, List.of(new Source(program)))
                .call();
        return compiled ? "" : messages.toString();
    }

    /// A source file in memory.
    private static final class Source extends SimpleJavaFileObject {
        private final String content;

        Source(String content) {
            super(URI.create("memory:///Program.java"), JavaFileObject.Kind.SOURCE);
            this.content = content;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }
}
