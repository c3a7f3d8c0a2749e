package refrain.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;

class SearchSpaceTest {
    private static final ModelConfig MODEL =
            new ModelConfig(2_000, new InputConfig.Embedding(50), List.of(LayerConfig.parse("lstm:200")));

    private static final TrainingConfig CONFIG = TrainingConfig.DEFAULT.withWeightDecay(0.5);

    private static SearchSpace of(Dimension... free) {
        return new SearchSpace(MODEL, CONFIG, List.of(free));
    }

    private static final SearchSpace ALL = of(Dimension.values());

    @Test
    void candidates_areAFunctionOfSeedAndNumber() {
        assertThat(ALL.draw(7, 30)).isEqualTo(ALL.draw(7, 30));
        assertThat(ALL.draw(7, 9)).isEqualTo(ALL.draw(7, 30).subList(0, 9));
        assertThat(ALL.draw(8, 9).subList(1, 9)).doesNotContainAnyElementsOf(ALL.draw(7, 9));
        assertThat(ALL.draw(7, 30)).doesNotHaveDuplicates();
    }

    @Test
    void firstCandidate_isWhatIsGiven() {
        assertThat(ALL.draw(3, 2).getFirst()).isEqualTo(new Candidate(0, MODEL, CONFIG));
    }

    @ParameterizedTest
    @EnumSource
    void dimension_alone_variesNothingElse(Dimension dimension) {
        List<Candidate> alone = of(dimension).draw(1, 200);
        List<Candidate> all = ALL.draw(1, 200);
        for (int i = 1; i < alone.size(); i++) {
            Candidate candidate = alone.get(i);
            assertThat(fixed(candidate, dimension)).isEqualTo(fixed(new Candidate(i, MODEL, CONFIG), dimension));
            if (dimension != Dimension.TIED) {
                assertThat(value(candidate, dimension)).isEqualTo(value(all.get(i), dimension));
            }
        }
        assertThat(alone.stream().map(one -> value(one, dimension)).distinct()).hasSizeGreaterThan(1);
    }

    private static Object value(Candidate candidate, Dimension dimension) {
        return switch (dimension) {
            case RATE -> candidate.config().rate();
            case DROPOUT -> candidate.config().regularization();
            case LAYERS -> candidate.model().layers();
            case TIED -> candidate.model().output();
            case WEIGHT_DECAY -> candidate.config().weightDecay();
        };
    }

    private static List<Object> fixed(Candidate candidate, Dimension free) {
        return java.util.Arrays.stream(Dimension.values())
                .filter(dimension -> dimension != free)
                .map(dimension -> value(candidate, dimension))
                .toList();
    }

    @Test
    void values_lieWhereTheyAreSaidTo() {
        List<Candidate> drawn = ALL.draw(5, 400);
        assertThat(drawn.subList(1, 400)).allSatisfy(candidate -> {
            assertThat(candidate.config().rate()).isBetween(0.0004, 0.016);
            assertThat(candidate.config().regularization().input()).isBetween(0f, 0.6f);
            assertThat(candidate.config().weightDecay()).matches(decay -> decay == 0 || decay >= 1e-7 && decay <= 1e-5);
            assertThat(candidate.model().layers()).hasSizeBetween(1, 2);
            assertThat(candidate.model().layers().getFirst().hidden()).isIn(96, 144, 208, 272, 288);
        });
        assertThat(drawn.stream()
                        .map(one -> one.config().regularization().layer())
                        .distinct())
                .hasSize(13)
                .contains(0f, 0.05f, 0.15f, 0.35f, 0.6f);
        assertThat(drawn.stream().filter(one -> one.config().weightDecay() == 0).count())
                .isBetween(150L, 250L);
        assertThat(drawn.stream().filter(one -> one.config().rate() < 0.00253).count())
                .as("half of them below the geometric middle")
                .isBetween(150L, 250L);
    }

    @Test
    void numbers_areShortEnoughToBeWrittenDown() {
        assertThat(ALL.draw(2, 50))
                .allSatisfy(candidate -> assertThat(new java.math.BigDecimal(
                                        String.valueOf(candidate.config().rate()))
                                .stripTrailingZeros()
                                .precision())
                        .isLessThanOrEqualTo(2));
    }

    @Test
    void tied_embeddingIsAsWideAsTheLastLayer_elseAsGiven() {
        assertThat(ALL.draw(2, 60))
                .allSatisfy(candidate -> assertThat(candidate.model().input())
                        .isEqualTo(
                                candidate.model().output().isTied()
                                        ? new InputConfig.Embedding(candidate
                                                .model()
                                                .layers()
                                                .getLast()
                                                .hidden())
                                        : MODEL.input()));
    }

    @Test
    void kindOfLayer_staysThatOfTheFirst() {
        ModelConfig gru = new ModelConfig(9, MODEL.input(), List.of(LayerConfig.parse("gru:8")));
        SearchSpace space = new SearchSpace(gru, CONFIG, List.of(Dimension.LAYERS));
        assertThat(space.draw(1, 20).stream()
                        .skip(1)
                        .flatMap(one -> one.model().layers().stream())
                        .map(LayerConfig::spec)
                        .collect(Collectors.toSet()))
                .containsExactly("gru:16");
    }

    @Test
    void decayOfAdamW_isLarger() {
        TrainingConfig apart = CONFIG.withOptimizer(OptimizerConfig.named("adamw"));
        SearchSpace space = new SearchSpace(MODEL, apart, List.of(Dimension.WEIGHT_DECAY));
        assertThat(space.draw(1, 50).subList(1, 50))
                .allSatisfy(candidate -> assertThat(candidate.config().weightDecay())
                        .matches(decay -> decay == 0 || decay >= 1e-4 && decay <= 0.1));
    }

    @Test
    void nothingFree_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(SearchSpaceTest::of)
                .withMessage("nothing may be varied; leave at least one dimension free");
    }
}
