package refrain.benchmarks.golden;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;

/// PyTorch's own fused optimiser kernels, in double precision: not DJL's rules, whose epsilon stands elsewhere in Adam.
final class PyTorchOptimizer {
    private PyTorchOptimizer() {}

    /// The parameter after each update.
    /// @param scratch an existing folder for the script
    /// @param parameter before the first update [N]
    /// @param gradients one row an update [S×N]
    static Tensor updates(Path scratch, UpdateRule rule, Tensor parameter, Tensor gradients) throws IOException {
        ScriptArchive.write(scratch, forward(rule, Math.toIntExact(gradients.shape()[0])));
        try (Model script = Model.newInstance("script", "PyTorch")) {
            script.load(scratch, "script");
            return run(script, parameter, gradients);
        } catch (MalformedModelException | TranslateException e) {
            throw new IOException("PyTorch refuses the script of " + rule.name(), e);
        }
    }

    private static Tensor run(Model script, Tensor parameter, Tensor gradients) throws TranslateException {
        try (NDManager manager = script.getNDManager().newSubManager();
                Predictor<NDList, NDList> predictor = script.newPredictor(new NoopTranslator())) {
            NDList inputs =
                    new NDList(PyTorchArrays.array(manager, parameter), PyTorchArrays.array(manager, gradients));
            return PyTorchArrays.tensor(predictor.predict(inputs).singletonOrThrow());
        }
    }

    /// Unrolled over the updates, because the operations take their constants as literals.
    private static String forward(UpdateRule rule, int updates) {
        StringBuilder script = new StringBuilder("""
              def forward(self: __torch__.M,
                parameter: Tensor,
                gradients: Tensor) -> Tensor:
                p = [parameter]
                m = [torch.zeros_like(parameter)]
                v = [torch.zeros_like(parameter)]
                none = annotate(List[Tensor], [])
                after = annotate(List[Tensor], [])
            """);
        for (int step = 0; step < updates; step++) {
            script.append("    g = [torch.select(gradients, 0, %d)]\n".formatted(step));
            script.append(rule.script(step));
            script.append("    _%d = torch.append(after, p[0])\n".formatted(step));
        }
        return script.append("    return torch.stack(after)\n").toString();
    }
}
