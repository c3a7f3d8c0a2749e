package refrain.eval;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import refrain.lm.LanguageModel;
import refrain.lm.State;

/// Takes the tokens of one text as they come, scores them piece by piece and adds up.
final class Scorer implements IntConsumer {
    /// Tokens scored at a time.
    private static final int PIECE = 4_096;

    /// The line end of a vocabulary that has none.
    private static final int NONE = -1;

    private final LanguageModel model;
    private final Context context;
    private final Consumer<TokenScore> scores;
    private final int lineEnd;
    private final int unknownToken;
    private final int[] tokens = new int[PIECE];
    private final float[] logProbabilities = new float[PIECE];
    private State state;
    private int count;
    private long position;
    private long line = 1;
    private long unknown;
    private double sum;
    private double sumOfUnknown;

    Scorer(LanguageModel model, Context context, Consumer<TokenScore> scores) {
        this.model = model;
        this.context = context;
        this.scores = scores;
        unknownToken = model.vocabulary().unknown();
        int boundary = model.vocabulary().boundary();
        lineEnd = boundary == unknownToken ? NONE : boundary;
        state = model.start();
    }

    @Override
    public void accept(int token) {
        tokens[count++] = token;
        boolean newLine = context == Context.EACH_LINE && token == lineEnd;
        if (count == PIECE || newLine) {
            score();
        }
        if (newLine) {
            state = model.start();
        }
    }

    Evaluation finish(long characters) {
        score();
        return new Evaluation(position, sum, unknown, sumOfUnknown, characters, context);
    }

    private void score() {
        if (count == 0) {
            return;
        }
        state = model.score(state, Arrays.copyOf(tokens, count), logProbabilities);
        for (int i = 0; i < count; i++) {
            add(tokens[i], logProbabilities[i]);
        }
        count = 0;
    }

    private void add(int token, float logProbability) {
        scores.accept(new TokenScore(position++, line, token, logProbability));
        sum += logProbability;
        if (token == unknownToken) {
            unknown++;
            sumOfUnknown += logProbability;
        }
        if (token == lineEnd) {
            line++;
        }
    }
}
