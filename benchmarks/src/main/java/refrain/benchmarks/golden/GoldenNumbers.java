package refrain.benchmarks.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes every golden file into the folder given.
public final class GoldenNumbers {
    private GoldenNumbers() {}

    /// @param args the folder
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException(
                    "one argument is expected, the folder to write to; found " + args.length);
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        OptimizerNumbers.write(folder);
        for (Cell cell : Cell.values()) {
            for (int layers = 1; layers <= 2; layers++) {
                NetworkNumbers.write(folder, GoldenCase.of(cell, layers));
            }
        }
    }
}
