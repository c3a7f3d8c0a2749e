package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/// Holds a gradient against central differences, `(loss(w + h) − loss(w − h)) / 2h`.
public final class GradientCheck {
    private static final double STEP = 1e-5;

    /// Of the largest element of the gradient.
    private static final double RELATIVE = 1e-6;

    /// Of the losses, some 2⁻⁵⁰, over `2h`.
    private static final double ROUNDING = 5e-11;

    private GradientCheck() {}

    /// @param name of the parameter, for the message
    /// @param w values that `loss` reads, changed and put back
    /// @param dW what is believed to be the gradient
    public static void check(String name, double[] w, double[] dW, DoubleSupplier loss) {
        double largest = Arrays.stream(dW).map(Math::abs).max().orElse(0);
        for (int i = 0; i < w.length; i++) {
            double value = w[i];
            w[i] = value + STEP;
            double above = loss.getAsDouble();
            w[i] = value - STEP;
            double below = loss.getAsDouble();
            w[i] = value;
            assertThat(dW[i])
                    .as("d loss / d %s[%d]", name, i)
                    .isCloseTo((above - below) / (2 * STEP), within(RELATIVE * largest + ROUNDING));
        }
    }
}
