package refrain.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.lm.RecurrentModel;
import refrain.lm.mixture.LinearReading;
import refrain.lm.mixture.Mixture;
import refrain.lm.mixture.MixtureKind;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;

/// What can adapt while it reads: a recurrent model, or a linear mixture with one recurrent member, which then adapts
/// by itself and is mixed as before.
/// @param members of the mixture in their order; the recurrent model alone if there is none
/// @param weights of the members
/// @param at the recurrent one's place among them
public record Adaptable(List<LanguageModel> members, List<Double> weights, int at) {
    public Adaptable {
        members = List.copyOf(members);
        weights = List.copyOf(weights);
        if (members.size() != weights.size() || !(members.get(at) instanceof RecurrentModel)) {
            throw new IllegalArgumentException("%d models, %d weights, and model %d is %s; expected a recurrent model"
                    .formatted(members.size(), weights.size(), at, members.get(at)));
        }
    }

    /// Finds what adapts in a model.
    /// @throws IllegalArgumentException if it has no state that could, or more than one member that could
    public static Adaptable of(LanguageModel model) {
        if (!(model instanceof Mixture mixture)) {
            requireOne(model instanceof RecurrentModel ? 1 : 0);
            return new Adaptable(List.of(model), List.of(1.0), 0);
        }
        if (mixture.kind() != MixtureKind.LINEAR) {
            throw new IllegalArgumentException("only a linear mixture's member can adapt; this one is "
                    + mixture.kind().spec());
        }
        List<Integer> recurrent = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (int k = 0; k < mixture.members().size(); k++) {
            weights.add(mixture.weights()[k]);
            if (mixture.members().get(k) instanceof RecurrentModel) {
                recurrent.add(k);
            }
        }
        requireOne(recurrent.size());
        return new Adaptable(mixture.members(), weights, recurrent.getFirst());
    }

    private static void requireOne(int found) {
        if (found != 1) {
            throw new IllegalArgumentException(
                    found == 0
                            ? "only a recurrent model adapts, and there is none here"
                            : "%d members of the mixture are recurrent models; expected one that adapts"
                                    .formatted(found));
        }
    }

    /// The model that adapts.
    public RecurrentModel recurrent() {
        return (RecurrentModel) members.get(at);
    }

    /// How text becomes the tokens that are read.
    public Tokenizer tokenizer() {
        return members.getFirst().tokenizer();
    }

    /// Whether there is more than the recurrent model.
    public boolean isMixture() {
        return members.size() > 1;
    }

    /// The same members with other weights.
    /// @throws IllegalArgumentException if they are not as many
    public Adaptable withWeights(List<Double> weights) {
        if (weights.size() != members.size()) {
            throw new IllegalArgumentException("the settings are for a mixture of %d models; this is %s"
                    .formatted(weights.size(), isMixture() ? "one of " + members.size() : "a model by itself"));
        }
        return new Adaptable(members, weights, at);
    }

    /// A reading in which the recurrent model adapts.
    /// @param statistics what dynamic evaluation needs
    /// @throws IllegalArgumentException if it needs them and there are none
    /// @throws RefusalException if the heap is too small for it
    public Reading read(Adaptation adaptation, Optional<GradientStatistics> statistics, int threads) {
        Reading adapting = switch (adaptation) {
            case Adaptation.Cache cache -> cached(cache);
            case Adaptation.Dynamic dynamic ->
                learning(dynamic, statistics.orElseThrow(Adaptable::noStatistics), threads);
        };
        if (!isMixture()) {
            return adapting;
        }
        List<Reading> readings = new ArrayList<>();
        for (int k = 0; k < members.size(); k++) {
            readings.add(k == at ? adapting : Reading.of(members.get(k)));
        }
        return LinearReading.of(
                readings, weights.stream().mapToDouble(weight -> weight).toArray());
    }

    private Reading cached(Adaptation.Cache settings) {
        Cached cached = Cached.of(recurrent(), settings);
        requireHeap(cached.cacheNeed(), "this model with its cache", Remedy.Choice.SMALLER_CACHE);
        return Reading.of(cached);
    }

    private Reading learning(Adaptation.Dynamic settings, GradientStatistics statistics, int threads) {
        HeapNeed need = DynamicEvaluation.heapNeed(recurrent().config(), settings, threads);
        requireHeap(need, "this model and its copy that learns", Remedy.Choice.SHORTER_SEGMENT);
        return DynamicEvaluation.of(recurrent(), settings, statistics, threads);
    }

    /// Gradient statistics of the model that adapts, on the first tokens of a text of its tokenizer.
    /// @throws RefusalException if the heap is too small for them
    public GradientStatistics statistics(TokenStore text, int threads) {
        requireHeap(
                GradientStatistics.heapNeed(recurrent().config(), threads),
                "collecting this model's gradient statistics");
        return GradientStatistics.of(recurrent(), text, threads);
    }

    /// @param beside what is taken beside the members
    /// @throws RefusalException if the heap is too small for all of it
    void requireHeap(HeapNeed beside, String what, Remedy... otherwise) {
        members.stream()
                .map(LanguageModel::heapNeed)
                .reduce(beside, HeapNeed::plus)
                .require(what, otherwise);
    }

    private static IllegalArgumentException noStatistics() {
        return new IllegalArgumentException(
                "dynamic evaluation needs gradient statistics, collected on text like that of training");
    }
}
