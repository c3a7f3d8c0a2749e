package refrain.lm.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import refrain.file.AtomicFile;
import refrain.lm.ngram.arpa.ArpaHeader;
import refrain.lm.ngram.arpa.ArpaLines;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;

/// N-gram models in the ARPA format, which most n-gram programs read and write. A file of another program is read as
/// one of words: blanks and tabs separate fields, `</s>` is `<eos>`, a missing `<unk>` is added with log₁₀ p = −100.
/// ```
/// # refrain units=char blank=▁
/// \data\
/// ngram 1=COUNT
/// …
/// \1-grams:
/// log₁₀ p   token   log₁₀ b
/// …
/// \end\
/// ```
/// What was written is read as the same floats.
/// @see <a href="http://www.speech.sri.com/projects/srilm/manpages/ngram-format.5.html">The format</a>, as SRILM
///     describes it
public final class ArpaFile {
    /// What names of such files end with.
    public static final String SUFFIX = ".arpa";

    private ArpaFile() {}

    /// Reads a model.
    /// @throws ModelFileException if it is no model that this program can read, naming the line
    /// @throws RefusalException if the heap is too small for it
    public static NGramModel read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, Files.size(file));
        } catch (ModelFileException refused) {
            throw refused;
        } catch (IOException cause) {
            throw ModelFileException.unreadable(file.toString(), cause);
        }
    }

    /// The heap that reading a model takes, as the beginning of its file says.
    /// @throws ModelFileException if it is no model that this program can read, naming the line
    public static HeapNeed heapNeed(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ArpaReader.heapNeed(
                    ArpaHeader.read(ArpaLines.of(file.toString(), in), Files.size(file), KneserNey.MAX_ORDER));
        } catch (ModelFileException refused) {
            throw refused;
        } catch (IOException cause) {
            throw ModelFileException.unreadable(file.toString(), cause);
        }
    }

    /// @param size of the file, in bytes
    static NGramModel read(String name, InputStream in, long size) throws IOException {
        return new ArpaReader(name, in, size).read();
    }

    /// Writes a model, replacing an older file once the new one is whole.
    public static void write(Path file, NGramModel model) throws IOException {
        AtomicFile.write(file, channel -> new ArpaWriter(model).writeTo(Channels.newOutputStream(channel)));
    }
}
