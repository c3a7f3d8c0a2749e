package refrain.cli.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import refrain.nn.LayerConfig;
import refrain.train.search.Candidate;
import refrain.train.search.Dimension;

/// Candidates as options of the command.
record CandidateWords(List<Dimension> free) {
    /// The options that make a candidate of what the person gave; none for the first one, which is that.
    List<String> of(Candidate candidate) {
        List<String> words = new ArrayList<>();
        if (candidate.number() > 0) {
            free.forEach(dimension -> words.addAll(words(dimension, candidate)));
        }
        return words;
    }

    /// The same for a person to read.
    String shown(Candidate candidate) {
        return candidate.number() == 0 ? "(as given)" : String.join(" ", of(candidate));
    }

    private static List<String> words(Dimension dimension, Candidate candidate) {
        return switch (dimension) {
            case RATE -> List.of("--rate", String.valueOf(candidate.config().rate()));
            case DROPOUT ->
                List.of(
                        "--dropout",
                        String.valueOf(candidate.config().regularization().layer()));
            case LAYERS ->
                List.of(
                        "--layers",
                        candidate.model().layers().stream()
                                .map(LayerConfig::spec)
                                .collect(Collectors.joining(",")));
            case TIED -> candidate.model().output().isTied() ? List.of("--tied") : List.of();
            case WEIGHT_DECAY ->
                List.of("--weight-decay", String.valueOf(candidate.config().weightDecay()));
        };
    }
}
