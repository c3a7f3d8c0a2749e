package refrain.benchmarks.own;

import java.util.ArrayList;
import java.util.List;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.InitialWeights;
import refrain.kernel.Kernels;
import refrain.lm.RecurrentModel;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.text.CharTokenizer;
import refrain.text.Vocabulary;

/// A workload's network in Refrain, with the [weights][InitialWeights] that all begin with.
final class RefrainNetwork {
    /// The first of 20,992 code points in a row: enough for any vocabulary here.
    private static final int FIRST_SYMBOL = 0x4E00;

    private RefrainNetwork() {}

    static Network of(Architecture architecture) {
        Network network = Network.of(config(architecture), Kernels.best());
        InitialWeights weights = new InitialWeights(architecture);
        List<Parameter> parameters = network.parameters();
        if (parameters.size() != weights.count()) {
            throw new IllegalStateException(
                    "the network has %d parameters, the weights are %d".formatted(parameters.size(), weights.count()));
        }
        for (int i = 0; i < weights.count(); i++) {
            fill(parameters.get(i), weights.shape(i), weights.values(i));
        }
        return network;
    }

    /// A model whose tokens are characters, one for each id.
    static RecurrentModel model(Architecture architecture, int threads) {
        List<String> symbols = new ArrayList<>(List.of(Vocabulary.UNKNOWN));
        for (int id = 1; id < architecture.vocabulary(); id++) {
            symbols.add(Character.toString(FIRST_SYMBOL + id));
        }
        Vocabulary vocabulary = Vocabulary.of(symbols, Vocabulary.UNKNOWN);
        return RecurrentModel.of(of(architecture), CharTokenizer.of(vocabulary), threads);
    }

    private static void fill(Parameter parameter, InitialWeights.Shape shape, float[] values) {
        if (parameter.size() != shape.size()) {
            throw new IllegalStateException(
                    "%s has %,d values; %,d are given".formatted(parameter.name(), parameter.size(), shape.size()));
        }
        int columns = parameter.columns();
        for (int row = 0; row < parameter.rows(); row++) {
            System.arraycopy(values, row * columns, parameter.value(), row * parameter.stride(), columns);
        }
    }

    private static ModelConfig config(Architecture architecture) {
        List<LayerConfig> layers = architecture.hidden().stream()
                .map(hidden -> layer(architecture.cell(), hidden))
                .toList();
        return new ModelConfig(
                architecture.vocabulary(),
                new InputConfig.Embedding(architecture.embedding()),
                layers,
                new OutputConfig.Softmax(architecture.tied()));
    }

    private static LayerConfig layer(Architecture.Cell cell, int hidden) {
        return switch (cell) {
            case RNN -> new LayerConfig.Elman(hidden, LayerConfig.Nonlinearity.TANH);
            case GRU -> new LayerConfig.Gru(hidden);
            case LSTM -> new LayerConfig.Lstm(hidden, false);
        };
    }
}
