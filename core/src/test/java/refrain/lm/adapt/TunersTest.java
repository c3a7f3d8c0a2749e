package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.lm.RecurrentModel;
import refrain.lm.TestModels;
import refrain.lm.mixture.Mixture;
import refrain.lm.mixture.MixtureKind;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;

/// What is found is what reading with it gives, and nothing that was tried is better.
class TunersTest {
    private static final String SONG = "abc dad cab fee\nbad had cage\n".repeat(20);

    private final RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 3, 11, "lstm:17");

    private Mixture mixture(MixtureKind kind, LanguageModel... others) {
        List<LanguageModel> members = new ArrayList<>(List.of(TestModels.backwards(11), model));
        members.addAll(List.of(others));
        double[] weights = new double[members.size()];
        Arrays.fill(weights, 1.0 / weights.length);
        return Mixture.of(kind, members, weights, Kernels.best());
    }

    private static double loss(
            Adaptable model, AdaptationTuning tuning, Optional<GradientStatistics> statistics, TokenStore text) {
        Adaptable weighted = model.isMixture() ? model.withWeights(tuning.weights()) : model;
        try (Reading reading = weighted.read(tuning.adaptation(), statistics, 1)) {
            return Texts.loss(Texts.read(reading, Texts.tokens(text), 50));
        }
    }

    /// What a tuning tells while it goes on.
    private record Told(List<AdaptationTuning.Trial> trials, AtomicInteger tokens) implements AdaptationTuning.Watch {
        Told() {
            this(new ArrayList<>(), new AtomicInteger());
        }

        @Override
        public void tried(AdaptationTuning.Trial trial) {
            trials.add(trial);
        }

        @Override
        public void read(int more) {
            tokens.addAndGet(more);
        }
    }

    private void assertCacheFound(Adaptable adaptable) throws IOException {
        Told told = new Told();
        try (TokenStore text = Texts.store(adaptable.tokenizer(), SONG)) {
            AdaptationTuning tuning = CacheTuner.tune(adaptable, text, 10_000, told);

            assertThat(tuning.tokens()).isEqualTo((int) text.size());
            assertThat(tuning.loss()).isCloseTo(loss(adaptable, tuning, Optional.empty(), text), within(1e-5));
            assertThat(tuning.loss()).isLessThan(tuning.lossBefore() - 0.02);
            int passes = adaptable.members().size() + 1; // by each member, and with its states once more
            assertThat(told.tokens()).hasValue(passes * tuning.tokens());
            assertThat(told.trials())
                    .hasSize(84)
                    .allSatisfy(trial -> assertThat(trial.loss()).isGreaterThanOrEqualTo(tuning.loss()));
        }
    }

    @Test
    void cache_ofAModel_isFound() throws IOException {
        assertCacheFound(Adaptable.of(model));
    }

    @Test
    void cache_ofAMixture_isFoundWithTheWeights() throws IOException {
        assertCacheFound(Adaptable.of(mixture(MixtureKind.LINEAR)));
    }

    private void assertDynamicFound(Adaptable adaptable) throws IOException {
        Told told = new Told();
        List<AdaptationTuning.Trial> trials = told.trials();
        Adaptation.Dynamic start = new Adaptation.Dynamic(1e-3, 1e-3, 1e-3, 10);
        try (TokenStore text = Texts.store(adaptable.tokenizer(), SONG);
                TokenStore own = Texts.store(model.tokenizer(), SONG)) {
            GradientStatistics statistics = GradientStatistics.of(model, own, 1);
            AdaptationTuning tuning = DynamicTuner.tune(adaptable, text, 400, statistics, start, 1, told);

            assertThat(tuning.tokens()).isEqualTo(400);
            int passes = adaptable.members().size() + trials.size(); // by each member, and once a trial
            assertThat(told.tokens()).hasValue(passes * tuning.tokens());
            assertThat(trials.getFirst().adaptation()).isEqualTo(start);
            assertThat(trials)
                    .hasSizeGreaterThan(8)
                    .allSatisfy(trial -> assertThat(trial.loss()).isGreaterThan(tuning.loss() - 1.1e-4));
            assertThat(tuning.adaptation()).isEqualTo(lastWorthAStep(trials));
            assertThat(tuning.loss()).isLessThan(tuning.lossBefore() - 0.1);
            try (TokenStore beginning =
                    Texts.store(adaptable.tokenizer(), SONG.substring(0, 400).strip())) {
                assertThat(tuning.loss())
                        .isCloseTo(loss(adaptable, tuning, Optional.of(statistics), beginning), within(0.02));
            }
        }
    }

    /// What is a ten thousandth of a nat better is not worth a step: settings that hardly matter would go on for ever.
    private static Adaptation lastWorthAStep(List<AdaptationTuning.Trial> trials) {
        AdaptationTuning.Trial best = trials.getFirst();
        for (AdaptationTuning.Trial trial : trials) {
            best = trial.loss() < best.loss() - 1e-4 ? trial : best;
        }
        return best.adaptation();
    }

    @Test
    void settings_ofWhichNoneGivesEveryTokenAProbability_areRefused() {
        TuningText.Fit none = new TuningText.Fit(new double[0], Double.POSITIVE_INFINITY);
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> TuningText.requireFound(none))
                .withMessageContaining("some token of the text has no probability");
        TuningText.Fit one = new TuningText.Fit(new double[] {1}, 3.5);
        assertThat(TuningText.requireFound(one)).isSameAs(one);
    }

    @Test
    void dynamic_ofAModel_isFound() throws IOException {
        assertDynamicFound(Adaptable.of(model));
    }

    @Test
    void dynamic_ofAMixture_isFoundWithTheWeights() throws IOException {
        assertDynamicFound(Adaptable.of(mixture(MixtureKind.LINEAR)));
    }

    @Test
    void adaptable_withNoneOrTwoThatCould_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adaptable.of(TestModels.backwards(11)))
                .withMessage("only a recurrent model adapts, and there is none here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adaptable.of(mixture(MixtureKind.LINEAR, model)))
                .withMessage("2 members of the mixture are recurrent models; expected one that adapts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adaptable.of(mixture(MixtureKind.LOG_LINEAR)))
                .withMessage("only a linear mixture's member can adapt; this one is log-linear");
    }

    @Test
    void dynamic_withoutStatistics_isRefused() {
        Adaptable adaptable = Adaptable.of(model);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adaptable.read(Adaptation.Dynamic.DEFAULT, Optional.empty(), 1))
                .withMessageContaining("needs gradient statistics");
    }

    @Test
    void mixture_inWhichNothingIsLearnt_isTheMixture() {
        Mixture mixture = mixture(MixtureKind.LINEAR);
        int[] text = {3, 4, 10, 1, 0, 2, 2, 9};
        float[] expected = new float[8];
        mixture.score(mixture.start(), text, expected);
        try (Reading reading =
                Adaptable.of(mixture).read(Adaptation.Cache.DEFAULT.withWeight(0), Optional.empty(), 1)) {
            assertThat(Texts.read(reading, text, 3)).isEqualTo(expected);
        }
    }
}
