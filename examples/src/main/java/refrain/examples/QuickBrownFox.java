package refrain.examples;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.lm.RecurrentModel;
import refrain.lm.Session;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;

/// The textbook demonstration: a simple recurrent network and an LSTM, each of 10 hidden units on one-hot
/// words, learn one sentence by heart. The training loop is written out, as [refrain.train.Trainer] has it
/// for real texts.
public final class QuickBrownFox {
    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog";
    private static final int HIDDEN = 10;
    private static final int UPDATES = 200;

    private QuickBrownFox() {}

    public static void main(String[] arguments) throws IOException {
        Tokenizer words = WordTokenizer.train(Corpus.ofText(SENTENCE), Vocabulary.Limits.NONE);
        for (String layer : List.of("rnn:" + HIDDEN, "lstm:" + HIDDEN)) {
            System.out.println(layer);
            predict(RecurrentModel.of(train(words, LayerConfig.parse(layer)), words, 1));
        }
    }

    private static Network train(Tokenizer words, LayerConfig layer) {
        int[] ids = words.encode(SENTENCE);
        var architecture = new ModelConfig(words.vocabulary().size(), new InputConfig.OneHot(), List.of(layer));
        Network network = Network.of(architecture, Kernels.best());
        network.initialise(1);
        Tape tape = Tape.training(network, 1, ids.length, 1, Regularization.NONE, 1);
        Optimizer optimizer = Optimizer.of(TrainingConfig.DEFAULT, network.parameters(), 1);
        tape.inputs()[0] = words.vocabulary().boundary(); // the sentence begins after a line end
        System.arraycopy(ids, 0, tape.inputs(), 1, ids.length - 1);
        System.arraycopy(ids, 0, tape.targets(), 0, ids.length);
        try (Team team = Team.of(1)) {
            for (int i = 0; i < UPDATES; i++) {
                int update = i;
                team.run(worker -> {
                    tape.clearState();
                    double loss = tape.forward(worker, ids.length, update) / ids.length;
                    tape.backward(worker);
                    optimizer.update(worker, update, 0.03);
                    if (update % 40 == 0 || update == UPDATES - 1) {
                        System.out.printf(Locale.ROOT, "  update %3d  loss %.4f nats a word%n", update, loss);
                    }
                });
            }
        }
        return network;
    }

    /// Reads the sentence word by word and says which word the model expects next.
    private static void predict(RecurrentModel model) {
        float[] logProbabilities = new float[model.vocabulary().size()];
        String last = "(start)";
        try (Session session = model.open(1)) {
            for (int actual : model.tokenizer().encode(SENTENCE)) {
                session.logProbabilities(0, logProbabilities);
                int expected = mostProbable(logProbabilities);
                String word = model.vocabulary().symbol(expected);
                double probability = StrictMath.exp(logProbabilities[expected]);
                String verdict = expected == actual ? "right" : "wrong";
                System.out.printf(Locale.ROOT, "  %-7s -> %-5s  %.3f  %s%n", last, word, probability, verdict);
                session.accept(new int[] {0}, new int[] {actual});
                last = model.vocabulary().symbol(actual);
            }
        }
    }

    private static int mostProbable(float[] logProbabilities) {
        int best = 0;
        for (int id = 1; id < logProbabilities.length; id++) {
            best = logProbabilities[id] > logProbabilities[best] ? id : best;
        }
        return best;
    }
}
