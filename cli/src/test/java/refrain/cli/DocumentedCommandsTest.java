package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import refrain.cli.console.Interruption;

/// The commands that documents show are the commands there are. They are parsed here, not run.
class DocumentedCommandsTest {
    /// Every command has these, and help shows them.
    private static final Set<String> COMMON = Set.of("--help", "--version", "--debug");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");

    static List<String> examples() {
        return Stream.of("README.md", "CONTRIBUTING.md", "docs/results.md", "docs/measurements.md", "docs/recipes.md")
                .flatMap(DocumentedCommandsTest::shellLines)
                .map(line -> line.replaceFirst("^\\./", ""))
                .filter(line -> line.startsWith("refrain "))
                .toList();
    }

    private static Stream<String> shellLines(String document) {
        return Markdown.of(document).blocks("sh").stream()
                .map(block -> block.replaceAll("\\\\\n\\s*", ""))
                .flatMap(String::lines)
                .map(String::strip);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_isUnderstood(String line) {
        String[] words = WORD.matcher(line)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .skip(1)
                .toArray(String[]::new);
        assertThat(commandLine().parseArgs(words).errors()).isEmpty();
    }

    @Test
    void synopsis_namesEveryCommand() {
        assertThat(synopsis().keySet()).isEqualTo(commandLine().getSubcommands().keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train",
                "ngram",
                "mix",
                "tune-adapt",
                "eval",
                "score",
                "generate",
                "describe",
                "demo",
                "completion"
            })
    void synopsis_namesEveryOptionOf(String command) {
        List<OptionSpec> options =
                commandLine().getSubcommands().get(command).getCommandSpec().options();
        assertThat(synopsis().get(command))
                .isSubsetOf(options.stream().map(OptionSpec::longestName).toList())
                .containsAll(options.stream()
                        .map(OptionSpec::longestName)
                        .filter(name -> !COMMON.contains(name))
                        .toList());
    }

    /// The options of each command, as the README lists them.
    private static Map<String, List<String>> synopsis() {
        String all = Markdown.of("README.md").blocks("text").getFirst();
        return Stream.of(all.split("(?m)^refrain "))
                .filter(usage -> !usage.isBlank())
                .collect(Collectors.toMap(
                        usage -> usage.strip().split("\\s")[0],
                        usage -> OPTION.matcher(usage)
                                .results()
                                .map(MatchResult::group)
                                .toList()));
    }

    private static CommandLine commandLine() {
        return Main.commandLine(Captured.plain().console(), new Interruption());
    }
}
