package refrain.cli.recipe;

import java.nio.file.Path;

/// One line of a recipe.
/// @param key the name of an option, without `--`
/// @param place where in the file it stands
record Setting(String key, Value value, Place place) {
    /// @param line from 1
    /// @param column from 1
    record Place(Path file, int line, int column) {
        /// A complaint about this place, which is named as compilers do.
        IllegalArgumentException refusal(String complaint) {
            return new IllegalArgumentException(this + ": " + complaint);
        }

        @Override
        public String toString() {
            return "%s:%d:%d".formatted(file, line, column);
        }
    }
}
