package refrain.cli.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import refrain.cli.console.JsonLine;
import refrain.lm.Architecture;
import refrain.train.search.SearchResult;
import refrain.train.search.Trial;

/// What a search tried, for programs.
public final class SearchJson {
    private SearchJson() {}

    /// One object a line for each trial.
    static void write(Path file, SearchResult found, CandidateWords words) throws IOException {
        Files.write(
                file,
                found.trials().stream()
                        .map(trial -> line(trial, words).toString())
                        .toList());
    }

    private static JsonLine line(Trial trial, CandidateWords words) {
        return new JsonLine()
                .put("trial", trial.candidate().number() + 1)
                .put("fate", fate(trial).replace(' ', '-'))
                .put("updates", trial.updates())
                .put("validationLoss", trial.loss())
                .put("perplexity", StrictMath.exp(trial.loss()))
                .put("seconds", trial.result().map(run -> run.seconds()))
                .put("parameters", new Architecture.Recurrent(trial.candidate().model()).parameters())
                .put("options", words.of(trial.candidate()));
    }

    static String fate(Trial trial) {
        return trial.fate().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// What is said of the winner's run, with what is to be said of the search.
    public static JsonLine winner(SearchResult found, JsonLine run) {
        return run.put("trials", found.trials().size())
                .put("winner", found.winner().candidate().number() + 1)
                .put("searchStopped", found.stopped());
    }
}
