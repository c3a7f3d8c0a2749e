package refrain.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import refrain.cli.console.Console;
import refrain.cli.console.Counted;
import refrain.train.search.SearchListener;
import refrain.train.search.SearchResult;
import refrain.train.search.Trial;

/// Shows a search to a person while it lasts, and what it found.
record SearchView(Console console, CandidateWords words) implements SearchListener {
    @Override
    public void climbing(int rung, int trials, long update) {
        say("rung %d    %s to update %,d", rung + 1, Counted.of(trials, "trial"), update);
    }

    @Override
    public void tried(Trial trial) {
        say(
                "trial %-3d %-11s %s  %s",
                trial.candidate().number() + 1,
                trial.fate() == Trial.Fate.LEFT_BEHIND ? "" : SearchJson.fate(trial),
                loss(trial),
                words.shown(trial.candidate()));
    }

    private static String loss(Trial trial) {
        return Double.isInfinite(trial.loss())
                ? "%9s".formatted("")
                : String.format(Locale.ROOT, "%9.4f", trial.loss());
    }

    /// All trials, those that came furthest first.
    void table(SearchResult found) {
        List<String> lines = new ArrayList<>();
        lines.add("trial   updates      loss  perplexity  fate         options");
        for (Trial trial : found.trials()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%5d  %,8d %s  %s  %-11s  %s",
                    trial.candidate().number() + 1,
                    trial.updates(),
                    loss(trial),
                    perplexity(trial),
                    SearchJson.fate(trial),
                    words.shown(trial.candidate())));
        }
        lines.forEach(console::say);
    }

    private static String perplexity(Trial trial) {
        return Double.isInfinite(trial.loss())
                ? "%10s".formatted("")
                : String.format(Locale.ROOT, "%,10.2f", StrictMath.exp(trial.loss()));
    }

    void say(String format, Object... values) {
        console.say(String.format(Locale.ROOT, format, values));
    }
}
