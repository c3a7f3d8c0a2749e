package refrain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said in two places is the same in both.
class AgreementTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`refrain\\.[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");
    private static final Pattern JVM_OPTION = Pattern.compile("-XX:\\w+=\\d+|-XX:[+-]Use\\w+");

    private static String read(String file) throws IOException {
        return Files.readString(Repository.ROOT.resolve(file));
    }

    /// A row may name neighbours: `refrain.train.engine`, `.pace`.
    private static Stream<String> names(String cell) {
        String[] names =
                NAME.matcher(cell).results().map(found -> found.group(1)).toArray(String[]::new);
        String parent = names[0].substring(0, names[0].lastIndexOf('.'));
        return Stream.of(names).map(name -> name.startsWith(".") ? parent + name : name);
    }

    private static Set<String> packages(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "cli"})
    void architecture_namesThePackagesThatThereAre(String module) throws IOException {
        Set<String> there = packages(Repository.ROOT.resolve(module).resolve("src/main/java"));
        Set<String> named = ROW.matcher(read("ARCHITECTURE.md"))
                .results()
                .flatMap(row -> names(row.group(1)))
                .filter(name -> name.startsWith("refrain.cli") == module.equals("cli"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(there).isNotEmpty();
        assertThat(named).isEqualTo(there);
    }

    /// But for what only one of them says: where the JVM's own messages go, and which collector it has.
    @Test
    void benchmarks_haveTheOptionsOfTheLauncher() throws IOException {
        Set<String> launcher = options("refrain");
        assertThat(launcher).hasSizeGreaterThan(3);
        assertThat(options("benchmarks/java.sh")).isEqualTo(launcher);
    }

    private static Set<String> options(String script) throws IOException {
        return JVM_OPTION
                .matcher(read(script))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
