package refrain.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import refrain.generate.Generator;
import refrain.generate.Sampling;
import refrain.lm.LanguageModel;
import refrain.lm.ModelFile;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.text.*;
import refrain.text.corpus.*;
import refrain.train.*;
import refrain.train.config.*;

/// The library from a text to more text: `TrainAndGenerate book.txt book.safetensors 500`, the last the updates to
/// make.
public final class TrainAndGenerate {
    private TrainAndGenerate() {}

    public static void main(String[] arguments) throws IOException {
        Corpus corpus = Corpus.of(Path.of(arguments[0]));
        Path file = Path.of(arguments[1]);
        Tokenizer tokenizer = CharTokenizer.train(corpus, Vocabulary.Limits.NONE);
        int symbols = tokenizer.vocabulary().size();
        var network = new ModelConfig(symbols, new InputConfig.Embedding(16), List.of(LayerConfig.parse("lstm:64")));
        var training = TrainingConfig.DEFAULT.withBatch(4).withLimits(Limits.updates(Long.parseLong(arguments[2])));
        try (TokenStore tokens = TokenStore.inMemory(tokenizer, corpus)) {
            Result result = Trainer.of(network, training, tokenizer, tokens).train(file);
            System.out.println("read " + result.tokens() + " tokens");
        }
        LanguageModel model = ModelFile.read(file);
        Generator generator = Generator.of(model, Sampling.DEFAULT.withTemperature(0.5f));
        generator.generate(new Generator.Request("the", 200, "", 1, 0), System.out::print);
        System.out.println();
    }
}
