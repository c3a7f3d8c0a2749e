package refrain.text.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import refrain.file.LockFile;

/// Finds the files of a corpus: files as given; of a directory, all within it but hidden ones, in byte order of their
/// relative paths, which is the same on every system and in every locale.
final class CorpusFiles {
    /// How the names of models and of what their training leaves end, which are no texts.
    private static final List<String> WRITTEN = List.of(
            ".safetensors",
            ".superseded",
            ".metrics.jsonl",
            ".search.jsonl",
            ".training.tokens",
            ".validation.tokens",
            ".arpa");

    /// The same of names that other files have, too: such a file is told by the model or the record beside it.
    private static final List<String> BESIDE = List.of(".checkpoint", ".svg");

    /// The same of names that are told by what the file holds.
    private static final String LOCK = ".lock";
    private static final String JSON = ".json";

    /// How mixtures and settings of adaptation begin.
    private static final byte[] RECORD = "{\"format\":\"refrain-".getBytes(StandardCharsets.US_ASCII);

    private static final String PARTIAL = ".partial";

    private static final char REPLACEMENT = '\uFFFD';

    private CorpusFiles() {}

    /// @param excluded which files of a directory are no text
    static List<TextSource> list(List<Path> paths, Predicate<Path> excluded, Notices notices) throws CorpusException {
        List<TextSource> sources = new ArrayList<>();
        for (Path path : paths) {
            if (path.toString().isEmpty()) {
                throw new CorpusException("a text has no name: expected a file or a folder; the folder here is \".\"");
            }
            if (Files.isDirectory(path)) {
                within(path, excluded, notices).forEach(file -> sources.add(TextSource.of(file)));
            } else {
                requireReadable(path);
                requireOther(path, excluded);
                sources.add(TextSource.of(path));
            }
        }
        return List.copyOf(sources);
    }

    private static void requireOther(Path file, Predicate<Path> excluded) throws CorpusException {
        if (excluded.test(file)) {
            throw new CorpusException(file
                    + ": it has the name of a file that is to be written, so it cannot be read; rename it, or write"
                    + " under another name");
        }
    }

    private static void requireReadable(Path file) throws CorpusException {
        if (file.toString().equals("-") && !Files.exists(file)) {
            throw new CorpusException(
                    "-: a text cannot come from standard input, since most are read more than once; write it"
                            + " to a file first");
        }
        if (!Files.exists(file)) {
            throw CorpusException.unreadable(file.toString(), new NoSuchFileException(file.toString()));
        }
        if (!Files.isRegularFile(file)) {
            throw new CorpusException(file
                    + ": neither a file nor a directory; a text is read more than once, so it cannot come from a pipe");
        }
        if (!Files.isReadable(file)) {
            throw new CorpusException(file + ": it may not be read: permission denied");
        }
    }

    private static List<Path> within(Path directory, Predicate<Path> excluded, Notices notices) throws CorpusException {
        try (Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> texts = walk.filter(file -> !isHidden(directory.relativize(file)) && Files.isRegularFile(file))
                    .sorted(Comparator.comparing(file -> key(directory.relativize(file)), Arrays::compareUnsigned))
                    .filter(file -> isText(file, excluded, notices))
                    .toList();
            for (Path text : texts) {
                requireOrder(directory.relativize(text));
            }
            if (texts.isEmpty()) {
                throw new CorpusException(directory
                        + ": the folder holds no text; hidden files, models and what is beside them do not count");
            }
            return texts;
        } catch (UncheckedIOException e) {
            throw CorpusException.unreadable(directory.toString(), Objects.requireNonNull(e.getCause()));
        } catch (CorpusException e) {
            throw e;
        } catch (IOException e) {
            throw CorpusException.unreadable(directory.toString(), e);
        }
    }

    /// Bytes that are no text in the locale all become U+FFFD: such names have another place in another locale.
    private static void requireOrder(Path relative) throws CorpusException {
        if (relative.toString().indexOf(REPLACEMENT) >= 0) {
            throw new CorpusException(("%s: the name holds bytes that are no text in this locale, so the files have no"
                            + " certain order; set the environment variable LC_ALL to C.UTF-8, or rename the file")
                    .formatted(relative));
        }
    }

    private static boolean isText(Path file, Predicate<Path> excluded, Notices notices) {
        boolean own = excluded.test(file);
        if (own) {
            notices.add(file.toString(), "not read as text: the run writes it");
        } else if (isWritten(file)) {
            notices.add(file.toString(), "not read as text: it is of a model or of its training");
            own = true;
        }
        return !own;
    }

    private static boolean isWritten(Path file) {
        String whole = withoutEnd(String.valueOf(file.getFileName()), PARTIAL);
        return WRITTEN.stream().anyMatch(whole::endsWith)
                || whole.endsWith(LOCK) && LockFile.mark(file).isPresent()
                || whole.endsWith(JSON) && begins(file)
                || BESIDE.stream().anyMatch(end -> whole.endsWith(end) && isBesideAModel(file, withoutEnd(whole, end)));
    }

    private static boolean begins(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return Arrays.equals(bytes.readNBytes(RECORD.length), RECORD);
        } catch (IOException unreadable) {
            return false; // said when it is read
        }
    }

    private static boolean isBesideAModel(Path file, String stem) {
        return Files.exists(file.resolveSibling(stem + ".metrics.jsonl"))
                || Files.exists(file.resolveSibling(stem + ".safetensors"));
    }

    private static String withoutEnd(String name, String end) {
        return name.endsWith(end) ? name.substring(0, name.length() - end.length()) : name;
    }

    private static boolean isHidden(Path relative) {
        for (Path name : relative) {
            if (name.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static byte[] key(Path relative) {
        String separator = relative.getFileSystem().getSeparator();
        return relative.toString().replace(separator, "/").getBytes(StandardCharsets.UTF_8);
    }
}
