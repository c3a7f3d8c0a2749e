package refrain.lm.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.Session;
import refrain.lm.State;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.text.Tokenizer;

/// Several models over one vocabulary as one, [linear or log-linear][MixtureKind]. Tokens are matched by
/// their text: where ids differ they are translated, and the mixture's are those of the first member.
///
/// A log-linear mixture needs every member's distribution over all V tokens at each step to normalise it,
/// also to score a given text; a linear one does not.
/// @see "Jelinek and Mercer (1980), Interpolated estimation of Markov source parameters from sparse data"
/// @see <a href="https://doi.org/10.1006/csla.1996.0011">Rosenfeld (1996)</a>, linear and log-linear combination
public final class Mixture implements LanguageModel {
    private final MixtureKind kind;
    private final List<LanguageModel> members;
    private final List<TokenMap> maps;
    private final double[] weights;
    private final Kernels kernels;

    private Mixture(
            MixtureKind kind, List<LanguageModel> members, List<TokenMap> maps, double[] weights, Kernels kernels) {
        this.kind = kind;
        this.members = members;
        this.maps = maps;
        this.weights = weights;
        this.kernels = kernels;
    }

    /// A mixture with given weights.
    /// @param kernels that normalise a log-linear mixture; the numbers do not depend on them
    /// @throws IllegalArgumentException if weights do not fit
    /// @throws RefusalException if vocabularies differ, naming what only one has
    public static Mixture of(MixtureKind kind, List<LanguageModel> members, double[] weights, Kernels kernels) {
        if (members.size() < 2 || weights.length != members.size()) {
            throw new IllegalArgumentException(
                    "%d models and %d weights; a mixture has two models or more and a weight for each"
                            .formatted(members.size(), weights.length));
        }
        kind.require(weights);
        return new Mixture(kind, List.copyOf(members), maps(members), weights.clone(), kernels);
    }

    private static List<TokenMap> maps(List<LanguageModel> members) {
        Tokenizer first = members.getFirst().tokenizer();
        return members.stream()
                .map(member -> TokenMap.between(first, member.tokenizer()))
                .toList();
    }

    /// Refuses two models that cannot be mixed.
    /// @throws RefusalException if not, saying how their units or vocabularies differ
    public static void requireAlike(LanguageModel first, LanguageModel other) {
        TokenMap.between(first.tokenizer(), other.tokenizer());
    }

    /// How probabilities are made one.
    public MixtureKind kind() {
        return kind;
    }

    /// The models that are mixed.
    public List<LanguageModel> members() {
        return members;
    }

    /// The weight of each member.
    public double[] weights() {
        return weights.clone();
    }

    /// The same members with other weights.
    /// @throws IllegalArgumentException if they do not fit
    public Mixture withWeights(double[] weights) {
        return of(kind, members, weights, kernels);
    }

    List<TokenMap> maps() {
        return maps;
    }

    Kernels kernels() {
        return kernels;
    }

    @Override
    public HeapNeed heapNeed() {
        return members.stream().map(LanguageModel::heapNeed).reduce(HeapNeed.NONE, HeapNeed::plus);
    }

    @Override
    public Tokenizer tokenizer() {
        return members.getFirst().tokenizer();
    }

    @Override
    public State start() {
        return new MixtureState(members.stream().map(LanguageModel::start).toList());
    }

    @Override
    public State score(State from, int[] tokens, float[] logProbabilities) {
        MixtureState state = own(from);
        requireRoom(tokens, logProbabilities);
        return switch (kind) {
            case LINEAR -> linear(state, tokens, logProbabilities);
            case LOG_LINEAR -> stepByStep(state, tokens, logProbabilities);
        };
    }

    private static void requireRoom(int[] tokens, float[] logProbabilities) {
        if (logProbabilities.length < tokens.length) {
            throw new IllegalArgumentException(
                    "%,d tokens and room for %,d log-probabilities".formatted(tokens.length, logProbabilities.length));
        }
    }

    private MixtureState linear(MixtureState from, int[] tokens, float[] logProbabilities) {
        List<State> after = new ArrayList<>();
        float[][] each = new float[members.size()][tokens.length];
        for (int k = 0; k < each.length; k++) {
            int[] mapped = maps.get(k).of(tokens);
            after.add(members.get(k).score(from.members().get(k), mapped, each[k]));
        }
        sum(each, tokens.length, weights, logProbabilities);
        return new MixtureState(after);
    }

    /// The linear mixture of given log-probabilities, [member][token].
    static void sum(float[][] each, int tokens, double[] weights, float[] logProbabilities) {
        LinearSum sum = new LinearSum(weights);
        for (int i = 0; i < tokens; i++) {
            for (int k = 0; k < each.length; k++) {
                sum.put(k, each[k][i]);
            }
            logProbabilities[i] = sum.logProbability();
        }
    }

    private State stepByStep(MixtureState from, int[] tokens, float[] logProbabilities) {
        int[] slot = new int[1];
        int[] token = new int[1];
        try (Session session = open(1)) {
            session.restore(0, from);
            for (int i = 0; i < tokens.length; i++) {
                logProbabilities[i] = session.logProbability(0, tokens[i]);
                token[0] = tokens[i];
                session.accept(slot, token);
            }
            return session.snapshot(0);
        }
    }

    @Override
    public Session open(int slots, int threads) {
        List<Session> sessions =
                members.stream().map(member -> member.open(slots, threads)).toList();
        return switch (kind) {
            case LINEAR -> new LinearSession(this, sessions);
            case LOG_LINEAR -> new LogLinearSession(this, sessions);
        };
    }

    /// @throws IllegalArgumentException if another model made the state
    MixtureState own(State state) {
        if (state instanceof MixtureState mixed && mixed.members().size() == members.size()) {
            return mixed;
        }
        throw new IllegalArgumentException("the state is %s; it must be one that this model made".formatted(state));
    }

    @Override
    public String toString() {
        return "Mixture[%s, %s of %s]".formatted(kind.spec(), Arrays.toString(weights), members);
    }
}
