package refrain.benchmarks.golden;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A rule of gradient descent, as PyTorch's optimiser of that name knows it, and one step of it as TorchScript.
///
/// In the script `p`, `g`, `m`, `v` are lists of one tensor each: parameter, gradient and moments.
sealed interface UpdateRule {
    /// What the golden file calls it.
    String name();

    /// The constants, by the names the golden file gives them.
    SequencedMap<String, Float> constants();

    /// The statements that take `p`, `m` and `v` one step on.
    /// @param step from 0
    String script(int step);

    /// `torch.optim.SGD`
    record Sgd(String name, float rate, float decay, float momentum, boolean nesterov) implements UpdateRule {
        @Override
        public SequencedMap<String, Float> constants() {
            SequencedMap<String, Float> constants = common(rate, decay);
            constants.put("momentum", momentum);
            return constants;
        }

        // _fused_sgd(Tensor[] self, Tensor[] grads, Tensor[] momentum_buffer_list, *, float weight_decay,
        // float momentum, float lr, float dampening, bool nesterov, bool maximize, bool is_first_step, …)
        // -> (Tensor[], Tensor[], Tensor[]); without momentum it takes no buffers
        @Override
        public String script(int step) {
            String options = "weight_decay=%s, momentum=%s, lr=%s, dampening=0., nesterov=%s, maximize=False"
                    .formatted(decay, momentum, rate, python(nesterov));
            return """
                    p, _g, %s, = torch._fused_sgd(p, g, %s, %s, is_first_step=%s)
                """.formatted(momentum == 0 ? "_m" : "m", momentum == 0 ? "none" : "m", options, python(step == 0));
        }
    }

    /// `torch.optim.Adam`, or with the decay apart from the gradient `torch.optim.AdamW`
    record Adam(String name, float rate, float decay, float beta1, float beta2, float epsilon, boolean apart)
            implements UpdateRule {
        @Override
        public SequencedMap<String, Float> constants() {
            SequencedMap<String, Float> constants = common(rate, decay);
            constants.put("beta1", beta1);
            constants.put("beta2", beta2);
            constants.put("epsilon", epsilon);
            return constants;
        }

        // _fused_adam(Tensor[] self, Tensor[] grads, Tensor[] exp_avgs, Tensor[] exp_avg_sqs,
        // Tensor[] max_exp_avg_sqs, Tensor[] state_steps, *, float lr, float beta1, float beta2, float weight_decay,
        // float eps, bool amsgrad, bool maximize, …) -> (Tensor[], Tensor[], Tensor[], Tensor[], Tensor[])
        @Override
        public String script(int step) {
            String options = "lr=%s, beta1=%s, beta2=%s, weight_decay=%s, eps=%s, amsgrad=False, maximize=False"
                    .formatted(rate, beta1, beta2, decay, epsilon);
            return """
                    t = [torch.full([], %d, dtype=6)]
                    p, _g, m, v, _x, = torch.%s(p, g, m, v, none, t, %s)
                """.formatted(step + 1, apart ? "_fused_adamw" : "_fused_adam", options);
        }
    }

    /// What the golden file holds: each rule with and without decay, Adam also with an epsilon too large to
    /// overlook.
    static List<UpdateRule> all() {
        return List.of(
                new Sgd("sgd", 0.5f, 0, 0, false),
                new Sgd("sgd-decay", 0.5f, 0.125f, 0, false),
                new Sgd("momentum", 0.25f, 0, 0.875f, false),
                new Sgd("momentum-decay", 0.25f, 0.125f, 0.875f, false),
                new Sgd("nesterov", 0.25f, 0, 0.875f, true),
                new Sgd("nesterov-decay", 0.25f, 0.125f, 0.875f, true),
                new Adam("adam", 0.125f, 0, 0.875f, 0.96875f, 0.0009765625f, false),
                new Adam("adam-decay", 0.125f, 0.25f, 0.875f, 0.96875f, 0.0009765625f, false),
                new Adam("adam-epsilon", 0.125f, 0, 0.875f, 0.96875f, 0.25f, false),
                new Adam("adamw", 0.125f, 0, 0.875f, 0.96875f, 0.0009765625f, true),
                new Adam("adamw-decay", 0.125f, 0.25f, 0.875f, 0.96875f, 0.0009765625f, true));
    }

    private static SequencedMap<String, Float> common(float rate, float decay) {
        SequencedMap<String, Float> constants = new LinkedHashMap<>();
        constants.put("rate", rate);
        constants.put("decay", decay);
        return constants;
    }

    private static String python(boolean value) {
        return value ? "True" : "False";
    }
}
