package refrain.lm;

import java.util.Arrays;
import java.util.List;
import refrain.kernel.Kernels;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

/// Small models for tests of what is built on models.
public final class TestModels {
    private TestModels() {}

    /// A network with random weights over `<unk>`, newline and letters.
    public static RecurrentModel recurrent(Kernels kernels, int threads, long seed, int vocabulary, String... layers) {
        List<LayerConfig> stack = Arrays.stream(layers).map(LayerConfig::parse).toList();
        Network network = Network.of(new ModelConfig(vocabulary, new InputConfig.Embedding(9), stack), kernels);
        network.initialise(seed);
        return RecurrentModel.of(network, TestTokenizers.chars(vocabulary), threads);
    }

    /// A unigram model whose ids run backwards: the last letter is 0.
    public static UnigramModel backwards(int vocabulary) {
        return unigram(reversed(TestTokenizers.chars(vocabulary)));
    }

    /// Unequal probabilities: that of id v is as v + 1.
    public static UnigramModel unigram(Tokenizer tokenizer) {
        int size = tokenizer.vocabulary().size();
        float[] logProbabilities = new float[size];
        double total = size * (size + 1) / 2.0;
        for (int v = 0; v < size; v++) {
            logProbabilities[v] = (float) StrictMath.log((v + 1) / total);
        }
        return UnigramModel.of(tokenizer, logProbabilities);
    }

    /// Given probabilities, in the order of the ids; 0 forbids a token.
    public static UnigramModel unigram(Tokenizer tokenizer, double... probabilities) {
        float[] logProbabilities = new float[probabilities.length];
        for (int v = 0; v < probabilities.length; v++) {
            logProbabilities[v] = (float) StrictMath.log(probabilities[v]);
        }
        return UnigramModel.of(tokenizer, logProbabilities);
    }

    /// The tokenizer of [#recurrent].
    public static Tokenizer chars(int vocabulary) {
        return TestTokenizers.chars(vocabulary);
    }

    /// The same symbols, numbered from the other end.
    public static Tokenizer reversed(Tokenizer tokenizer) {
        List<String> symbols = tokenizer.vocabulary().symbols();
        return CharTokenizer.of(Vocabulary.of(symbols.reversed(), "\n"));
    }
}
