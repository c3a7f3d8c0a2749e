package refrain.eval;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import refrain.lm.Reading;

/// Takes the tokens of one text as they come, scores them piece by piece and adds up.
final class Scorer implements IntConsumer {
    /// Tokens scored at a time.
    private static final int PIECE = 4_096;

    private final Reading reading;
    private final Context context;
    private final Consumer<TokenScore> scores;
    private final int unknownToken;
    private final int[] tokens = new int[PIECE];
    private final long[] lines = new long[PIECE];
    private final float[] logProbabilities = new float[PIECE];
    private int count;
    private long position;
    private long line = 1;
    private long unknown;
    private double sum;
    private double sumOfUnknown;

    Scorer(Reading reading, Context context, Consumer<TokenScore> scores) {
        this.reading = reading;
        this.context = context;
        this.scores = scores;
        unknownToken = reading.tokenizer().vocabulary().unknown();
    }

    @Override
    public void accept(int token) {
        lines[count] = line;
        tokens[count++] = token;
        if (count == PIECE) {
            score();
        }
    }

    /// A line of the text has ended; its last token came before. The text says so and not the tokens: the
    /// newline may be `<unk>`, and a text may hold the word `<eos>`.
    void endLine() {
        if (context == Context.EACH_LINE) {
            score();
            reading.restart();
        }
        line++;
    }

    Evaluation finish(long characters) {
        score();
        return new Evaluation(position, sum, unknown, sumOfUnknown, characters, context);
    }

    private void score() {
        if (count == 0) {
            return;
        }
        reading.read(Arrays.copyOf(tokens, count), logProbabilities);
        for (int i = 0; i < count; i++) {
            add(tokens[i], lines[i], logProbabilities[i]);
        }
        count = 0;
    }

    private void add(int token, long line, float logProbability) {
        scores.accept(new TokenScore(position++, line, token, logProbability));
        sum += logProbability;
        if (token == unknownToken) {
            unknown++;
            sumOfUnknown += logProbability;
        }
    }
}
