package refrain.cli.training;

import picocli.CommandLine.Option;
import refrain.cli.options.OptionGroup;
import refrain.train.config.Averaging;
import refrain.train.config.Craft;
import refrain.train.config.Noise;
import refrain.train.config.Windows;

/// What makes a run better than the plain one, beside what its network drops.
@OptionGroup("Averages, noise and windows")
final class CraftOptions {
    @Option(
            names = "--average",
            paramLabel = "FORM",
            description = "Validate and write an average of the weights: ema:DECAY (of all updates, as ema:0.999),"
                    + " nt-asgd:CHECKS (since validation did not improve for so many), from:UPDATE"
                    + " (default: ${DEFAULT-VALUE}).")
    private String average = Craft.NONE.averaging().spec();

    @Option(
            names = "--noise",
            paramLabel = "FORM",
            description = "Replace tokens read in training at random: blank:RATE, unigram:RATE, kneser-ney:RATE"
                    + " (default: ${DEFAULT-VALUE}).")
    private String noise = Craft.NONE.noise().spec();

    @Option(
            names = "--accumulate",
            paramLabel = "K",
            description = "Windows whose gradients make one update (default: ${DEFAULT-VALUE}).")
    private int accumulate = Windows.PLAIN.accumulate();

    @Option(
            names = "--random-steps",
            description = "Draw the length of each window around --steps, and its rate with it.")
    private boolean random;

    /// @throws IllegalArgumentException if a form is unknown or a value out of range
    Craft craft() {
        return Craft.NONE
                .withAveraging(Averaging.parse(average))
                .withNoise(Noise.parse(noise))
                .withWindows(new Windows(accumulate, random));
    }
}
