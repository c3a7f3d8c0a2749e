package refrain.lm.adapt;

import java.util.function.DoubleFunction;
import refrain.lm.Reading;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.TokenStore;

/// Finds settings of dynamic evaluation on a text: one setting after the other is multiplied and divided by
/// a factor as long as that helps, rate, decay and ε by 4, then rate and decay by 2. Each trial reads the
/// text. A step that gains less than 0.0001 nats a token is not taken: a setting that hardly matters would otherwise
/// go on for ever.
public final class DynamicTuner {
    private static final double COARSE = 4;
    private static final double FINE = 2;
    private static final double LEAST_GAIN = 1e-4;

    private final Adaptable model;
    private final TuningText text;
    private final GradientStatistics statistics;
    private final int threads;
    private final AdaptationTuning.Watch watch;
    private Adaptation.Dynamic best;
    private TuningText.Fit fit;

    private DynamicTuner(
            Adaptable model,
            TuningText text,
            GradientStatistics statistics,
            Adaptation.Dynamic start,
            int threads,
            AdaptationTuning.Watch watch) {
        this.model = model;
        this.text = text;
        this.statistics = statistics;
        this.threads = threads;
        this.watch = watch;
        best = start;
        fit = read(start);
    }

    /// Tunes rate, decay and ε from where `start` has them, and a mixture's weights with them; the segment
    /// stays.
    /// @param most tokens of `text` that are read, its first
    /// @param watch is told of everything that is tried
    /// @throws RefusalException if the heap is too small for it
    public static AdaptationTuning tune(
            Adaptable model,
            TokenStore text,
            int most,
            GradientStatistics statistics,
            Adaptation.Dynamic start,
            int threads,
            AdaptationTuning.Watch watch) {
        HeapNeed need = DynamicEvaluation.heapNeed(model.recurrent().config(), start, threads)
                .plus(TuningText.heapNeed(model, Math.min(text.size(), most)));
        model.requireHeap(need, "tuning how this model learns", Remedy.Choice.FEWER_TOKENS);
        TuningText tuning = TuningText.of(model, text, most, watch);
        double before = tuning.fit(tuning.alone()).loss();
        DynamicTuner tuner = new DynamicTuner(model, tuning, statistics, start, threads, watch);
        tuner.search();
        TuningText.requireFound(tuner.fit);
        return new AdaptationTuning(tuner.best, tuner.fit.list(), before, tuner.fit.loss(), tuning.tokens().length);
    }

    private void search() {
        along(COARSE, factor -> best.withRate(best.rate() * factor));
        along(COARSE, factor -> best.withDecay(Math.min(1, best.decay() * factor)));
        along(COARSE, factor -> best.withEpsilon(best.epsilon() * factor));
        along(FINE, factor -> best.withRate(best.rate() * factor));
        along(FINE, factor -> best.withDecay(Math.min(1, best.decay() * factor)));
    }

    /// Moves on by the factor while it helps; if it does not at once, by its inverse.
    private void along(double factor, DoubleFunction<Adaptation.Dynamic> by) {
        if (improves(by.apply(factor))) {
            while (improves(by.apply(factor))) {}
        } else {
            while (improves(by.apply(1 / factor))) {}
        }
    }

    private boolean improves(Adaptation.Dynamic settings) {
        if (settings.equals(best)) {
            return false;
        }
        TuningText.Fit found = read(settings);
        boolean better = found.loss() < fit.loss() - LEAST_GAIN;
        if (better) {
            best = settings;
            fit = found;
        }
        return better;
    }

    private TuningText.Fit read(Adaptation.Dynamic settings) {
        try (Reading reading = DynamicEvaluation.of(model.recurrent(), settings, statistics, threads)) {
            TuningText.Fit found = text.fit(TuningText.score(reading, text.tokens(), watch));
            watch.tried(new AdaptationTuning.Trial(settings, found.loss()));
            return found;
        }
    }
}
