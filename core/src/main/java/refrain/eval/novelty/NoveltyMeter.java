package refrain.eval.novelty;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// Measures how much of generated texts stands in a training text. The generated texts become an automaton, the
/// training text streams through it once, whatever its size; memory grows with the generated texts alone.
///
/// With m(i) the length of the longest run that ends at token i of a generated text, begins in it and stands in the
/// training text,
/// ```
/// the longest run has max m(i) tokens          the n-gram that ends at i is novel  ⇔  m(i) < n
/// ```
/// Tokens are compared, so words that the vocabulary does not hold equal each other.
public final class NoveltyMeter {
    /// Stands between generated texts; no token is it, so that no run goes from one to the next.
    private static final int BREAK = -1;

    private final Tokenizer tokenizer;
    private final int[] tokens;
    private final int[] text; // by position: the number of its text
    private final int[] within; // by position: how many tokens of its text end here
    private final SuffixAutomaton automaton;

    private NoveltyMeter(Tokenizer tokenizer, List<int[]> texts) {
        this.tokenizer = tokenizer;
        int size = texts.stream().mapToInt(ids -> ids.length + 1).sum();
        tokens = new int[size];
        text = new int[size];
        within = new int[size];
        int position = 0;
        for (int number = 0; number < texts.size(); number++) {
            int[] ids = texts.get(number);
            for (int i = 0; i <= ids.length; i++, position++) {
                tokens[position] = i == ids.length ? BREAK : ids[i];
                text[position] = number;
                within[position] = i == ids.length ? 0 : i + 1;
            }
        }
        automaton = new SuffixAutomaton(tokens);
    }

    /// A meter of texts that were made of this tokenizer's tokens.
    public static NoveltyMeter of(Tokenizer tokenizer, List<String> texts) {
        return new NoveltyMeter(tokenizer, texts.stream().map(tokenizer::encode).toList());
    }

    /// Looks for the generated texts in `training`.
    /// @param orders the n of the n-grams to count, each at least 1
    /// @throws IOException if the training text cannot be read or is not text
    public Novelty against(Corpus training, int... orders) throws IOException {
        if (Arrays.stream(orders).anyMatch(n -> n < 1)) {
            throw new IllegalArgumentException(
                    "orders are %s; each must be at least 1".formatted(Arrays.toString(orders)));
        }
        RunSearch search = new RunSearch(automaton);
        Tokenizer.Encoder encoder = tokenizer.encoder(search);
        training.read(codePoint -> {
            search.reading();
            encoder.accept(codePoint);
        });
        encoder.end();
        int[] matched = search.matched();
        return new Novelty(
                IntStream.of(within).filter(end -> end > 0).count(),
                longest(search, training),
                Arrays.stream(orders)
                        .sorted()
                        .distinct()
                        .mapToObj(n -> order(n, matched))
                        .toList());
    }

    private Novelty.Order order(int n, int[] matched) {
        long count = 0;
        long novel = 0;
        for (int position = 0; position < tokens.length; position++) {
            if (within[position] >= n) {
                count++;
                novel += matched[position] < n ? 1 : 0;
            }
        }
        return new Novelty.Order(n, count, novel);
    }

    private Optional<Novelty.Run> longest(RunSearch search, Corpus training) throws IOException {
        if (search.longest() == 0) {
            return Optional.empty();
        }
        int end = search.end() + 1;
        int[] run = Arrays.copyOfRange(tokens, end - search.longest(), end);
        return Optional.of(
                new Novelty.Run(text[end - 1], run.length, tokenizer.decode(run), training.placeOf(search.place())));
    }
}
