package refrain.eval;

import java.io.IOException;
import java.util.function.Consumer;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.text.BpeTokenizer;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// Scores texts of any length with a language model, in bounded memory. The sums run over tokens in order,
/// in double, so that the way a text is cut into pieces changes no bit.
public final class Evaluator {
    private final Reading reading;
    private final Context context;

    private Evaluator(Reading reading, Context context) {
        this.reading = reading;
        this.context = context;
    }

    /// Scores with a model that learns nothing from the text; each text is read from the model's start.
    public static Evaluator of(LanguageModel model, Context context) {
        return of(Reading.of(model), context);
    }

    /// Scores with what may learn from the text; each text is read from the reading's start.
    public static Evaluator of(Reading reading, Context context) {
        return new Evaluator(reading, context);
    }

    /// Reads all of `corpus`.
    /// @throws IOException if the text cannot be read or is not text
    /// @throws IllegalArgumentException if it has no tokens
    public Evaluation evaluate(Corpus corpus) throws IOException {
        return evaluate(corpus, score -> {});
    }

    /// Reads all of `corpus` and hands every token's score to `scores` in order.
    public Evaluation evaluate(Corpus corpus, Consumer<TokenScore> scores) throws IOException {
        reading.restart();
        Scorer scorer = new Scorer(reading, context, scores);
        Tokenizer.Encoder encoder = reading.tokenizer() instanceof BpeTokenizer bpe
                ? readPieces(corpus, bpe, scorer)
                : readLines(corpus, reading.tokenizer(), scorer);
        return scorer.finish(encoder.characters());
    }

    /// The text says where lines end.
    private static Tokenizer.Encoder readLines(Corpus corpus, Tokenizer tokenizer, Scorer scorer) throws IOException {
        Tokenizer.Encoder encoder = tokenizer.encoder(scorer);
        corpus.read(codePoint -> {
            encoder.accept(codePoint);
            if (codePoint == '\n') {
                scorer.endLine();
            }
        });
        encoder.end();
        return encoder;
    }

    /// Tokens say where lines end: one is known only after more text was read, and may hold several newlines.
    private static Tokenizer.Encoder readPieces(Corpus corpus, BpeTokenizer tokenizer, Scorer scorer)
            throws IOException {
        Tokenizer.Encoder encoder = tokenizer.encoder(id -> {
            scorer.accept(id);
            for (int ends = tokenizer.lineEnds(id); ends > 0; ends--) {
                scorer.endLine();
            }
        });
        corpus.read(encoder);
        encoder.end();
        return encoder;
    }
}
