package refrain.train.config;

import static refrain.argument.Argument.require;

import java.util.List;

/// How a model that was trained before is trained on. Parameters stand in groups from input to output: the embedding,
/// each recurrent layer, the output, to which a tied embedding belongs.
/// @param initial SHA-256 of the model file that training begins with; empty where it begins with random weights
/// @param frozen what stays as it is: `embedding`, `output`, `layer:0` … or a parameter's name, in which `*` stands for
///     any characters
/// @param rateDecay how much smaller each group's rate is than that of the group above, at least 1
/// @param unfreezeEpochs epochs after which the next lower group begins to be trained, from the output down; 0 to train
///     all from the start
/// @see <a href="https://arxiv.org/abs/1801.06146">Howard and Ruder (2018)</a>, sections 3.2 and 3.3: discriminative
///     rates, gradual unfreezing
public record Transfer(String initial, List<String> frozen, double rateDecay, int unfreezeEpochs) {
    /// Every parameter is trained alike, from random weights.
    public static final Transfer NONE = new Transfer("", List.of(), 1, 0);

    public Transfer {
        require(initial.matches("|[0-9a-f]{64}"), "initial", initial, "64 hexadecimal digits, or empty");
        require(
                rateDecay >= 1 && rateDecay < Double.POSITIVE_INFINITY,
                "layer-rate-decay",
                rateDecay,
                "at least 1 and finite");
        require(unfreezeEpochs >= 0, "unfreeze-epochs", unfreezeEpochs, "at least 0");
        frozen = List.copyOf(frozen);
        for (String pattern : frozen) {
            require(!pattern.isBlank(), "freeze", "\"" + pattern + "\"", "embedding, output, layer:N or a name");
        }
    }

    public Transfer withInitial(String sha256) {
        return new Transfer(sha256, frozen, rateDecay, unfreezeEpochs);
    }

    public Transfer withFrozen(List<String> patterns) {
        return new Transfer(initial, patterns, rateDecay, unfreezeEpochs);
    }

    public Transfer withRateDecay(double decay) {
        return new Transfer(initial, frozen, decay, unfreezeEpochs);
    }

    public Transfer withUnfreezeEpochs(int epochs) {
        return new Transfer(initial, frozen, rateDecay, epochs);
    }
}
