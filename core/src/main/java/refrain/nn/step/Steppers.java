package refrain.nn.step;

import refrain.nn.network.Network;

/// Makes [Stepper]s of one network that share its packed output weights. Any number of threads may use it.
public final class Steppers {
    private final Network network;
    private final StepPanels panels;

    private Steppers(Network network, StepPanels panels) {
        this.network = network;
        this.panels = panels;
    }

    /// What steppers of `network` share. Call it once after the parameters have changed and been
    /// [packed][Network#pack].
    public static Steppers of(Network network) {
        return new Steppers(network, new StepPanels(network.output()));
    }

    /// A stepper of `slots` slots, all in the zero state and before any token.
    public Stepper open(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots is %d; it must be at least 1".formatted(slots));
        }
        return new Stepper(network, panels, slots);
    }
}
