package refrain.lm;

import java.util.List;
import org.junit.jupiter.api.Nested;
import refrain.kernel.Kernels;
import refrain.lm.adapt.Adaptation;
import refrain.lm.adapt.Cached;
import refrain.lm.mixture.Mixture;
import refrain.lm.mixture.MixtureKind;

/// Mixtures and caches keep what every language model promises.
class ComposedModelsTest {
    private static RecurrentModel recurrent(int vocabulary, String... layers) {
        return TestModels.recurrent(Kernels.best(), 1, 7, vocabulary, layers);
    }

    @Nested
    class LinearOfOtherIds extends LanguageModelContract {
        @Override
        LanguageModel create() {
            List<LanguageModel> members = List.of(recurrent(31, "lstm:17"), TestModels.backwards(31));
            return Mixture.of(MixtureKind.LINEAR, members, new double[] {0.7, 0.3}, Kernels.best());
        }
    }

    @Nested
    class LinearWithAMemberOfNoWeight extends LanguageModelContract {
        @Override
        LanguageModel create() {
            List<LanguageModel> members =
                    List.of(TestModels.backwards(70), recurrent(70, "gru:33"), recurrent(70, "rnn:3"));
            return Mixture.of(MixtureKind.LINEAR, members, new double[] {0.4, 0, 0.6}, Kernels.plain());
        }
    }

    @Nested
    class LogLinearOfOtherIds extends LanguageModelContract {
        @Override
        LanguageModel create() {
            List<LanguageModel> members = List.of(TestModels.backwards(65), recurrent(65, "lstm:17", "gru:15"));
            return Mixture.of(MixtureKind.LOG_LINEAR, members, new double[] {0.8, 0.5}, Kernels.best());
        }
    }

    /// A cache that has long begun to forget, and whose window ends within panels.
    @Nested
    class CacheOfFewTokens extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return Cached.of(recurrent(31, "lstm:17"), new Adaptation.Cache(67, 0.9, 0.3));
        }
    }

    @Nested
    class CacheOfOneToken extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return Cached.of(recurrent(9, "gru:16"), new Adaptation.Cache(1, 0, 0.5));
        }
    }

    @Nested
    class CacheLargerThanTheText extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return Cached.of(recurrent(31, "lstm:64", "lstm:33"), new Adaptation.Cache(1_000, 2.5, 0.1));
        }
    }

    @Nested
    class MixtureWithACache extends LanguageModelContract {
        @Override
        LanguageModel create() {
            LanguageModel cached = Cached.of(recurrent(31, "lstm:15"), new Adaptation.Cache(64, 0.3, 0.1));
            return Mixture.of(
                    MixtureKind.LINEAR,
                    List.of(TestModels.backwards(31), cached),
                    new double[] {0.25, 0.75},
                    Kernels.best());
        }
    }
}
