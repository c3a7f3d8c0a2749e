package refrain.lm;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Nested;
import refrain.lm.ngram.KneserNey;
import refrain.text.BpeTokenizer;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

/// N-gram models keep what every language model promises.
class NGramContractTest {
    private static final String TEXT = "the line of a song that returns\n\nreturns to the song\na line, a song\n";

    private interface Training {
        Tokenizer train(Corpus corpus) throws IOException;
    }

    private static LanguageModel estimate(Training training, int order) {
        try {
            return KneserNey.estimate(training.train(Corpus.ofText(TEXT)), Corpus.ofText(TEXT), order)
                    .model();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nested
    class Words extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return estimate(corpus -> WordTokenizer.train(corpus, Vocabulary.Limits.NONE), 3);
        }
    }

    @Nested
    class Characters extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return estimate(corpus -> CharTokenizer.train(corpus, Vocabulary.Limits.NONE), 8);
        }
    }

    @Nested
    class Pieces extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return estimate(corpus -> BpeTokenizer.train(corpus, 270), 4);
        }
    }

    @Nested
    class Unigrams extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return estimate(corpus -> WordTokenizer.train(corpus, Vocabulary.Limits.NONE), 1);
        }
    }
}
