package refrain.text.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;

/// The text of files, read as one stream of code points as often as needed, never held in memory.
///
/// Files are UTF-8, compressed by gzip if their names end in `.gz`; of a directory all files are read but hidden
/// ones, in byte order of relative paths. A byte-order mark at the start of a file is dropped, CRLF is read as LF
/// (both are said in [#notices()]), and a file that does not end in a newline has one put between it and the next
/// file.
///
/// A corpus belongs to one thread.
public final class Corpus {
    private final List<TextSource> sources;
    private final TextMeter.Part part;
    private final Notices notices;
    private @Nullable Facts facts;

    private Corpus(List<TextSource> sources, TextMeter.Part part, Notices notices) {
        this.sources = sources;
        this.part = part;
        this.notices = notices;
    }

    /// What a text holds, after byte-order marks and CRLF are gone.
    ///
    /// @param bytes its length in UTF-8
    /// @param characters code points
    /// @param lines newlines
    /// @param sha256 digest of the bytes, in hexadecimal
    public record Facts(long bytes, long characters, long lines, String sha256) {}

    /// A text cut in two at a line end.
    public record Parts(Corpus training, Corpus validation) {}

    /// The text of files and directories, in the order given.
    ///
    /// @throws CorpusException if one is missing, may not be read or holds no files
    public static Corpus of(List<Path> paths) throws IOException {
        return of(paths, file -> false);
    }

    /// The text of files and directories, in the order given.
    ///
    /// @param excluded which files of a directory are not read, as those that the reader itself writes there; that
    ///     they were found is among the [#notices()]
    /// @throws CorpusException if one is missing, may not be read or holds no files
    public static Corpus of(List<Path> paths, Predicate<Path> excluded) throws IOException {
        if (paths.isEmpty()) {
            throw new CorpusException("no text is given; expected files or directories");
        }
        Notices notices = new Notices();
        return new Corpus(CorpusFiles.list(paths, excluded, notices), TextMeter.Part.WHOLE, notices);
    }

    /// The text of files and directories, in the order given.
    ///
    /// @throws CorpusException if one is missing, may not be read or holds no files
    public static Corpus of(Path... paths) throws IOException {
        return of(List.of(paths));
    }

    /// A text in memory.
    public static Corpus ofText(String text) {
        return new Corpus(List.of(TextSource.of("text", text)), TextMeter.Part.WHOLE, new Notices());
    }

    /// Hands every code point of the text to a consumer and says what the text held.
    ///
    /// @throws CorpusException if the text is not UTF-8, binary, empty, or not the one read before
    public Facts read(IntConsumer codePoints) throws IOException {
        return pass(new TextMeter(part, codePoints));
    }

    /// What the text holds; reads it once if it was never read to its end.
    public Facts facts() throws IOException {
        return facts == null ? read(codePoint -> {}) : facts;
    }

    /// Where a character of the text stands, as `file:line`. Reads the text once more, up to there.
    ///
    /// @param character its number, from 0
    /// @throws IllegalArgumentException if the text has fewer
    public String placeOf(long character) throws IOException {
        PlaceFinder finder = new PlaceFinder(character);
        TextMeter meter = new TextMeter(part, finder);
        for (TextSource source : sources) {
            meter.beginFile();
            try (TextReader reader = new TextReader(source, notices, meter)) {
                finder.reader = reader;
                while (!finder.isFound() && reader.advance()) {}
            }
            if (finder.isFound()) {
                return "%s:%d".formatted(source.name(), finder.line);
            }
        }
        throw new IllegalArgumentException("character is %,d; it must be less than %,d, the length of the text"
                .formatted(character, finder.number));
    }

    /// Counts characters and keeps the line of the one wanted.
    private static final class PlaceFinder implements IntConsumer {
        private final long wanted;
        private long number;
        private long line;
        private @Nullable TextReader reader;

        PlaceFinder(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public void accept(int codePoint) {
            if (number++ == wanted && reader != null) {
                line = reader.line();
            }
        }

        boolean isFound() {
            return line > 0;
        }
    }

    /// Cuts the last part of the text off for validation.
    ///
    /// The training part is the shortest beginning of the text that ends with a newline and holds at least
    /// ```
    /// ⌈(1 - validFraction)·L⌉ bytes of UTF-8, L being the length of the text
    /// ```
    /// The rest is for validation. Reads the text once; both parts are then streamed from the same files.
    ///
    /// @throws RefusalException if no line end leaves something for validation
    public Parts split(double validFraction) throws IOException {
        if (!(validFraction > 0 && validFraction < 1)) {
            throw new IllegalArgumentException(
                    "validFraction is %s; it must be greater than 0 and less than 1".formatted(validFraction));
        }
        if (!part.equals(TextMeter.Part.WHOLE)) {
            throw new IllegalStateException("Corpus: this is a part of a text already; only a whole one can be split");
        }
        TextMeter meter = new TextMeter(part, codePoint -> {});
        long bytes = pass(meter).bytes();
        long cut = Math.max(1, (long) Math.ceil((1 - validFraction) * bytes));
        if (meter.innerLineEnd() < cut) {
            throw new RefusalException(
                    "%s: no line ends in the last %s %% of the text, so no validation part can be cut off%n  try: "
                            .formatted(name(), 100 * validFraction),
                    Remedy.Choice.VALIDATION_TEXT);
        }
        return new Parts(part(false, cut), part(true, cut));
    }

    private Corpus part(boolean after, long cut) {
        return new Corpus(sources, new TextMeter.Part(after, cut), notices);
    }

    /// The files that the text is in, in their order; of a text in memory none.
    public List<Path> files() {
        return sources.stream().map(TextSource::file).flatMap(Optional::stream).toList();
    }

    /// What was noticed in all reading so far, one line each: marks dropped, line ends changed, empty files, text
    /// without blanks taken for words. Parts of one text share their notices.
    public List<String> notices() {
        return notices(Remedy::words);
    }

    /// As [#notices()], with other words for what may be better.
    public List<String> notices(Function<Remedy, String> words) {
        return notices.lines(words);
    }

    /// Adds to [#notices()] what a reader of the whole text found out.
    public void note(String message) {
        notices.add(name(), message);
    }

    /// Adds to [#notices()] what a reader of the whole text found out, and what may be better.
    public void note(String found, Remedy remedy) {
        notices.add(name(), found, remedy);
    }

    private String name() {
        return sources.getFirst().name();
    }

    private Facts pass(TextMeter meter) throws IOException {
        for (TextSource source : sources) {
            meter.beginFile();
            try (TextReader reader = new TextReader(source, notices, meter)) {
                while (!meter.done() && reader.advance()) {}
            }
        }
        Facts found = meter.facts();
        if (found.characters() == 0) {
            throw new CorpusException(name() + ": the text is empty; there is nothing to learn or score");
        }
        if (facts != null && !facts.equals(found)) {
            throw new CorpusException(name() + ": the text changed between two readings; start again");
        }
        facts = found;
        return found;
    }
}
