package refrain.cli.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import refrain.cli.console.Visible;

/// How to train, as a file tells it: options of `refrain train` without `--`, and for the reader what they are
/// and what they gave.
///
/// ```
/// description = "Two LSTM layers of 200 units"
/// result = "Penn Treebank: validation perplexity 114.1"
/// units = "word"
/// layers = ["lstm:200", "lstm:200"]
/// dropout = 0.0
/// ```
/// @param description lines that say what it is, none if the file does not
/// @param result lines that say what it gave, on which data
/// @param settings in the order of the file
public record Recipe(Path file, List<String> description, List<String> result, List<Setting> settings) {
    /// The recipe in a TOML file.
    /// @throws IllegalArgumentException with file, line and column of what is not understood
    /// @throws IOException if the file cannot be read
    public static Recipe read(Path file) throws IOException {
        return new RecipeFile(file).read();
    }

    /// What to tell the person before work begins.
    public List<String> announcement() {
        List<String> lines = new ArrayList<>();
        lines.add("recipe    " + file);
        description.forEach(line -> lines.add("          " + Visible.symbol(line)));
        result.forEach(line -> lines.add("          result " + Visible.symbol(line)));
        return lines;
    }
}
