package refrain.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import refrain.refusal.RefusalException;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;

/// What is learnt from: texts, the part held out, and what a token is.
@OptionGroup("Text and its tokens")
public final class TextOptions {
    private static final double FRACTION = 0.1;

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "Files and folders of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> texts;

    @Option(names = "--valid", paramLabel = "FILE", description = "Text to validate on, which training never sees.")
    private @Nullable Path validation;

    @Option(
            names = "--valid-fraction",
            paramLabel = "P",
            description = "Without --valid, validate on this last part of the text, cut at a line end (default: "
                    + FRACTION + " in training; an n-gram model learns from all of the text).")
    private @Nullable Double fraction;

    @Option(
            names = "--units",
            paramLabel = "KIND",
            description = "What a token is: char, word, or bpe:N, pieces of words of which N are learnt, <unk> and 256"
                    + " bytes included (default: char).")
    private @Nullable String units;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "Take the tokens of this tokenizer.json or model instead of learning them from the text.")
    private @Nullable Path tokenizer;

    @Option(
            names = "--vocabulary",
            paramLabel = "N",
            description = "Largest vocabulary, <unk> included; rarer symbols are <unk> (default: no limit).")
    private @Nullable Integer vocabulary;

    @Option(
            names = "--min-count",
            paramLabel = "N",
            description = "Symbols that occur less often in the training text are <unk> (default: 1).")
    private @Nullable Integer minCount;

    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public void check() {
        if (validation != null && fraction != null) {
            throw new IllegalArgumentException("--valid and --valid-fraction exclude each other; give one of them");
        }
        if (fraction != null && !(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "valid-fraction is %s; it must be greater than 0 and less than 1".formatted(fraction));
        }
        if (tokenizer != null && (units != null || vocabulary != null || minCount != null)) {
            throw new IllegalArgumentException(
                    "--tokenizer excludes --units, --vocabulary and --min-count: its file says what the tokens are");
        }
        if (units() instanceof Units.Pieces && (vocabulary != null || minCount != null)) {
            throw new IllegalArgumentException(
                    "--units bpe:N excludes --vocabulary and --min-count: N is the size of the vocabulary");
        }
        limits();
    }

    /// @param written which files are to be written
    /// @throws IllegalArgumentException if the tokenizer's is one of them
    public void requireOther(Predicate<Path> written) {
        if (tokenizer != null && written.test(tokenizer)) {
            throw new IllegalArgumentException(
                    "--tokenizer is %s, which the command would write or delete; choose another --out"
                            .formatted(tokenizer));
        }
    }

    private Units units() {
        return units == null ? new Units.Characters() : Units.parse(units);
    }

    private Vocabulary.Limits limits() {
        Vocabulary.Limits limits = Vocabulary.Limits.NONE;
        limits = vocabulary == null ? limits : limits.withSize(atLeast(2, "vocabulary", vocabulary));
        return minCount == null ? limits : limits.withMinCount(atLeast(1, "min-count", minCount));
    }

    private static int atLeast(int least, String name, int found) {
        if (found < least) {
            throw new IllegalArgumentException("%s is %d; it must be at least %d".formatted(name, found, least));
        }
        return found;
    }

    /// The texts to train and to validate on.
    /// @param excluded which files of a folder are no text
    /// @throws RefusalException if a file is in both
    public Corpus.Parts parts(Predicate<Path> excluded) throws IOException {
        Corpus whole = Corpus.of(texts, excluded);
        if (validation == null) {
            requireOnce(whole.files());
            return whole.split(fraction == null ? FRACTION : fraction);
        }
        Corpus heldOut = Corpus.of(List.of(validation), excluded);
        requireUnseen(whole.files(), heldOut.files());
        return new Corpus.Parts(whole, heldOut);
    }

    /// The last part is cut off to validate on: of a file that is there twice it would be learnt, too.
    private static void requireOnce(List<Path> files) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!seen.add(file.toRealPath())) {
                throw new RefusalException(
                        "%s is given twice, so what is cut off to validate on would be learnt, too%n  give it once, or a validation file of its own (--valid)"
                                .formatted(file));
            }
        }
    }

    private static void requireUnseen(List<Path> training, List<Path> validation) throws IOException {
        Set<Path> seen = new HashSet<>();
        for (Path file : training) {
            seen.add(file.toRealPath());
        }
        for (Path file : validation) {
            if (seen.contains(file.toRealPath())) {
                throw new RefusalException(
                        "--valid: %s is of the text to learn from, too%n  validate on text that training never sees"
                                .formatted(file));
            }
        }
    }

    /// The text to estimate from where nothing has to be held out: all of it, or without its last part if
    /// `--valid-fraction` is given.
    /// @param excluded which files of a folder are no text
    /// @throws RefusalException if a file is given twice of which a part is held out
    public Corpus training(Predicate<Path> excluded) throws IOException {
        Corpus whole = Corpus.of(texts, excluded);
        if (fraction == null) {
            return whole;
        }
        requireOnce(whole.files());
        return whole.split(fraction).training();
    }

    /// The text to validate on, if any is asked for: with a fraction, what [#training] leaves of the same files.
    /// @param excluded which files of a folder are no text
    /// @throws RefusalException if a file is in both
    public Optional<Corpus> validation(Predicate<Path> excluded) throws IOException {
        if (validation != null) {
            Corpus heldOut = Corpus.of(List.of(validation), excluded);
            requireUnseen(Corpus.of(texts, excluded).files(), heldOut.files());
            return Optional.of(heldOut);
        }
        return fraction == null
                ? Optional.empty()
                : Optional.of(Corpus.of(texts, excluded).split(fraction).validation());
    }

    /// The tokenizer of the training text, or the one asked for.
    public Tokenizer tokenizer(Corpus training) throws IOException {
        return tokenizer == null ? units().train(training, limits()) : TokenizerSource.read(tokenizer);
    }
}
