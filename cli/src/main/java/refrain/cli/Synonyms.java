package refrain.cli;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/// Options by the names that other programs give them.
final class Synonyms {
    private static final Map<String, String> OURS = Map.ofEntries(
            entry("--lr", "--rate"),
            entry("--learning-rate", "--rate"),
            entry("--batch-size", "--batch"),
            entry("--bptt", "--steps"),
            entry("--seq-len", "--steps"),
            entry("--sequence-length", "--steps"),
            entry("--hidden", "--layers"),
            entry("--hidden-size", "--layers"),
            entry("--num-layers", "--layers"),
            entry("--rnn-size", "--layers"),
            entry("--embedding-size", "--embedding"),
            entry("--vocab", "--vocabulary"),
            entry("--vocab-size", "--vocabulary"),
            entry("--max-epochs", "--epochs"),
            entry("--max-steps", "--updates"),
            entry("--clip", "--clip-norm"),
            entry("--wd", "--weight-decay"),
            entry("--tie-weights", "--tied"),
            entry("--num-threads", "--threads"),
            entry("--output-file", "--out"),
            entry("-o", "--out"),
            entry("-p", "--prompt"),
            entry("--temp", "--temperature"),
            entry("--max-tokens", "--length"),
            entry("-n", "--length"));

    private Synonyms() {}

    /// What the first of some unknown words that has another name is called by a command.
    static Optional<String> of(List<String> unknown, CommandSpec command) {
        return unknown.stream()
                .map(word -> OURS.get(word.replaceFirst("=.*", "")))
                .filter(ours -> ours != null && command.findOption(ours) != null)
                .findFirst();
    }
}
