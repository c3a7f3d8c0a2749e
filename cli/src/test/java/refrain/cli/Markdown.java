package refrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A document of the project, as far as its tests read it.
/// @param text all but what stands between fences
/// @param blocks what stands between fences, in order
record Markdown(Path file, String text, List<Block> blocks) {
    /// The target may itself hold a pair of parentheses.
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(((?:[^()\\s]|\\([^()\\s]*\\))+)\\)");

    /// A fenced block.
    /// @param language what follows the opening fence, empty if nothing does
    record Block(String language, String content) {}

    static Markdown read(Path file) {
        StringBuilder text = new StringBuilder();
        List<Block> blocks = new ArrayList<>();
        String language = "";
        List<String> block = null;
        for (String line : contentOf(file).lines().toList()) {
            String stripped = line.strip();
            if (!stripped.startsWith("```") && block != null) {
                block.add(line);
            } else if (!stripped.startsWith("```")) {
                text.append(line).append('\n');
            } else if (block == null) {
                language = stripped.substring(3);
                block = new ArrayList<>();
            } else {
                blocks.add(new Block(language, String.join("\n", block)));
                block = null;
            }
        }
        return new Markdown(file, text.toString(), List.copyOf(blocks));
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The blocks of one language.
    List<String> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .map(Block::content)
                .toList();
    }

    /// The targets of links to files, relative to this one, anchors cut off.
    List<Path> linkedFiles() {
        Path folder = file.toAbsolutePath().getParent();
        return links().filter(target -> !target.startsWith("http") && !target.startsWith("#"))
                .map(target -> folder.resolve(target.replaceFirst("#.*", "")).normalize())
                .toList();
    }

    /// The targets of links elsewhere.
    List<String> addresses() {
        return links().filter(target -> target.startsWith("http")).toList();
    }

    private Stream<String> links() {
        return LINK.matcher(text).results().map(link -> link.group(1));
    }

    /// The project's folder.
    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(folder -> folder != null)
                .filter(folder -> Files.exists(folder.resolve("ARCHITECTURE.md")))
                .findFirst()
                .orElseThrow();
    }

    /// A document by its path from the project's folder.
    static Markdown of(String path) {
        return read(root().resolve(path));
    }
}
