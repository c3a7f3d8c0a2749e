package refrain.train.config;

import java.util.LinkedHashMap;
import java.util.Map;

/// What may be added to training as it is by default: averages of the weights, noise in the text, windows of
/// random lengths or several to an update, and a trained model to begin with, parts of which may stay as they are.
/// @param averaging which weights validate and become the model
/// @param noise what is replaced in the training text
/// @param windows how the text is cut, and what makes an update
/// @param transfer what the run begins with, and which parameters it trains
public record Craft(Averaging averaging, Noise noise, Windows windows, Transfer transfer) {
    /// None of it: the weights themselves validate, the text is read as it is, each window makes an update, and
    /// all parameters are trained alike from random ones.
    public static final Craft NONE = new Craft(new Averaging.None(), new Noise.None(), Windows.PLAIN, Transfer.NONE);

    public Craft withAveraging(Averaging averaging) {
        return new Craft(averaging, noise, windows, transfer);
    }

    public Craft withNoise(Noise noise) {
        return new Craft(averaging, noise, windows, transfer);
    }

    public Craft withWindows(Windows windows) {
        return new Craft(averaging, noise, windows, transfer);
    }

    public Craft withTransfer(Transfer transfer) {
        return new Craft(averaging, noise, windows, transfer);
    }

    /// What differs from [#NONE], by name, in a fixed order.
    public Map<String, String> settings() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "average", averaging.spec(), "none");
        put(values, "noise", noise.spec(), "none");
        put(values, "accumulate", String.valueOf(windows.accumulate()), "1");
        put(values, "random-steps", String.valueOf(windows.random()), "false");
        put(values, "freeze", String.join(",", transfer.frozen()), "");
        put(values, "layer-rate-decay", String.valueOf(transfer.rateDecay()), "1.0");
        put(values, "unfreeze-epochs", String.valueOf(transfer.unfreezeEpochs()), "0");
        return values;
    }

    private static void put(Map<String, String> values, String name, String value, String none) {
        if (!value.equals(none)) {
            values.put(name, value);
        }
    }
}
