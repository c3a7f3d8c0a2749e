package refrain.train.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import refrain.lm.Architecture;
import refrain.lm.ModelFile;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.refusal.RefusalException;
import refrain.text.Tokenizer;

/// The weights of an earlier model as the beginning of another, which may know more symbols. Symbols of the first keep
/// their ids and rows; those that are new begin as the mean of all old ones: nearest to what any symbol may mean.
public final class InitialModel {
    private InitialModel() {}

    /// Reads a model's weights into a network.
    /// @param tokenizer of the network
    /// @throws RefusalException if architecture or tokenizer do not go on those of the file
    public static void load(Path file, Network into, Tokenizer tokenizer) throws IOException {
        try (ModelFile model = ModelFile.open(file)) {
            if (!(model.architecture() instanceof Architecture.Recurrent(ModelConfig config))) {
                throw new RefusalException(
                        "%s: it is no recurrent model; training goes on from those alone".formatted(file));
            }
            requireSame(file, config, into.config());
            requireExtended(file, model.tokenizer(), tokenizer);
            copy(model.network(config, into.kernels()), into);
        }
    }

    private static void requireSame(Path file, ModelConfig found, ModelConfig wanted) {
        ModelConfig widened = new ModelConfig(wanted.vocabulary(), found.input(), found.layers(), found.output());
        if (!widened.equals(wanted)) {
            throw new RefusalException(
                    "%s: its architecture is %s; this run's is %s%n  leave the architecture to the model"
                            .formatted(file, found, wanted));
        }
    }

    private static void requireExtended(Path file, Tokenizer found, Tokenizer wanted) {
        List<String> old = found.vocabulary().symbols();
        List<String> all = wanted.vocabulary().symbols();
        boolean extended = found.units().equals(wanted.units())
                && found.vocabulary().boundary() == wanted.vocabulary().boundary()
                && old.size() <= all.size()
                && old.equals(all.subList(0, old.size()));
        if (!extended) {
            throw new RefusalException(
                    ("%s: its tokenizer knows %,d symbols (%s); this run's knows %,d (%s), which do not begin with"
                                    + " those%n  use the model's tokenizer, or one extended from it")
                            .formatted(file, old.size(), found.units(), all.size(), wanted.units()));
        }
    }

    /// Copies the parameters of one network into another of the same architecture and at least its vocabulary.
    public static void copy(Network from, Network to) {
        Iterator<Parameter> targets = to.parameters().iterator();
        for (Parameter source : from.parameters()) {
            copy(source, targets.next());
        }
    }

    private static void copy(Parameter from, Parameter to) {
        if (from.rows() == to.rows() && from.columns() == to.columns()) {
            System.arraycopy(from.value(), 0, to.value(), 0, from.value().length);
        } else if (from.isVector()) {
            System.arraycopy(from.value(), 0, to.value(), 0, from.columns());
            Arrays.fill(to.value(), from.columns(), to.columns(), mean(from, 0, 1, from.columns()));
        } else if (from.columns() == to.columns()) {
            System.arraycopy(from.value(), 0, to.value(), 0, from.value().length);
            addRows(from, to);
        } else {
            addColumns(from, to);
        }
    }

    private static void addRows(Parameter from, Parameter to) {
        for (int column = 0; column < from.columns(); column++) {
            float mean = mean(from, column, from.stride(), from.rows());
            for (int row = from.rows(); row < to.rows(); row++) {
                to.value()[row * to.stride() + column] = mean;
            }
        }
    }

    /// A one-hot input has a column for each symbol.
    private static void addColumns(Parameter from, Parameter to) {
        for (int row = 0; row < from.rows(); row++) {
            int source = row * from.stride();
            int target = row * to.stride();
            System.arraycopy(from.value(), source, to.value(), target, from.columns());
            float mean = mean(from, source, 1, from.columns());
            Arrays.fill(to.value(), target + from.columns(), target + to.columns(), mean);
        }
    }

    private static float mean(Parameter of, int at, int apart, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += of.value()[at + i * apart];
        }
        return (float) (sum / count);
    }
}
