package refrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import refrain.kernel.Kernels;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.config.Limits;
import refrain.train.config.TrainingConfig;

/// A training run of a moment: some thousand characters, a small network, 64 updates an epoch, all kinds of
/// state.
final class TinyRun implements AutoCloseable {
    static final TrainingConfig CONFIG = TrainingConfig.DEFAULT
            .withBatch(5)
            .withSteps(7)
            .withRate(0.01)
            .withRegularization(Regularization.dropout(0.1f))
            .withLimits(Limits.updates(150));

    static final int UPDATES_PER_EPOCH = 64;

    private final Tokenizer tokenizer;
    private final TokenStore training;
    private final TokenStore validation;
    private final ModelConfig model;

    private TinyRun(String text, int embedding, String layers) throws IOException {
        Corpus.Parts parts = Corpus.ofText(text).split(0.2);
        tokenizer = CharTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
        training = TokenStore.inMemory(tokenizer, parts.training());
        validation = TokenStore.inMemory(tokenizer, parts.validation());
        model = new ModelConfig(
                tokenizer.vocabulary().size(),
                new InputConfig.Embedding(embedding),
                List.of(layers.split(",")).stream().map(LayerConfig::parse).toList());
    }

    static TinyRun small() throws IOException {
        return new TinyRun(text(1), 9, "lstm:9,gru:7");
    }

    /// Large enough that threads share its rows.
    static TinyRun wide() throws IOException {
        return new TinyRun(text(1), 9, "lstm:70,rnn:33");
    }

    /// Its first activations alone are more than an array holds, though its parameters are few.
    static TinyRun impossible() throws IOException {
        return new TinyRun(text(1), 16_384, "rnn:1");
    }

    static TinyRun ofOtherText() throws IOException {
        return new TinyRun(text(2), 9, "lstm:9,gru:7");
    }

    /// Lines of words that follow a simple rule, so that there is something to learn.
    private static String text(long seed) {
        List<String> words = List.of("the", "rain", "in", "spain", "stays", "mainly", "plain", "again");
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder();
        int word = 0;
        while (text.length() < 2_660) {
            word = (word + 1 + random.nextInt(2)) % words.size();
            text.append(words.get(word)).append(word == 0 ? '\n' : ' ');
        }
        return text.append("again\n").toString();
    }

    /// A trainer that validates, on one thread.
    Trainer trainer(TrainingConfig config) {
        return unvalidated(config).validatingOn(validation);
    }

    Trainer unvalidated(TrainingConfig config) {
        return Trainer.of(model, config, tokenizer, training).onThreads(1).with(Kernels.plain());
    }

    /// What a trainer of this would do.
    Task task(TrainingConfig config) {
        return Task.of(model, config, tokenizer, training, Optional.of(validation));
    }

    /// What a finished run says to being resumed with this.
    Optional<Result> resumed(FinishedRun finished, TrainingConfig config) {
        return finished.resumed(model, config, tokenizer, training.textSha256(), validation.textSha256());
    }

    /// The same without a validation text.
    Optional<Result> resumedUnvalidated(FinishedRun finished, TrainingConfig config) {
        return finished.resumed(model, config, tokenizer, training.textSha256());
    }

    @Override
    public void close() {
        training.close();
        validation.close();
    }

    /// A process of [#main] on two threads.
    static ProcessBuilder process(Path model) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "refrain.train.TinyRun",
                        model.toString(),
                        "2")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /// A process to be killed: trains MODEL, resuming what it finds, with a checkpoint after every few updates,
    /// and prints the number of each update.
    public static void main(String[] arguments) throws IOException {
        Path model = Path.of(arguments[0]);
        try (TinyRun run = small()) {
            run.trainer(CONFIG)
                    .onThreads(Integer.parseInt(arguments[1]))
                    .whenFound(Existing.RESUME)
                    .savingEvery(Duration.ofMillis(1))
                    .listening(new TrainingListener() {
                        @Override
                        public void updated(Status status) {
                            System.out.println(status.update());
                        }
                    })
                    .train(model);
        }
    }
}
