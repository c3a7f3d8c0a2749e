package refrain.text;

import static java.nio.channels.FileChannel.MapMode.READ_ONLY;
import static java.nio.file.StandardOpenOption.READ;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import refrain.file.AtomicFile;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Corpus;
import refrain.text.corpus.CorpusException;

/// The token ids of a text, encoded once into a file that is mapped into memory, so that a text larger than the heap
/// is read at the speed of memory.
///
/// The file is a header of 128 bytes and one unsigned number an id, little-endian: 2 bytes wide for a
/// vocabulary of at most 65,536 symbols, else 4.
public final class TokenStore implements AutoCloseable {
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final TokenHeader header;
    private final MemorySegment ids;
    private final Arena arena;
    private final @Nullable Path file;

    private TokenStore(TokenHeader header, MemorySegment ids, Arena arena, @Nullable Path file) {
        this.header = header;
        this.ids = ids;
        this.arena = arena;
        this.file = file;
    }

    /// Encodes a text into a file, replacing an older one, and opens it. The file appears under its name once it is
    /// whole and on the disk; if anything fails, nothing is left behind.
    ///
    /// @throws CorpusException if the text cannot be used
    /// @throws refrain.refusal.RefusalException if another program is writing the file
    /// @throws IOException if the file cannot be written, for instance because the disk is full
    public static TokenStore write(Path file, Tokenizer tokenizer, Corpus corpus) throws IOException {
        try {
            AtomicFile.replace(file, channel -> encode(channel, tokenizer, corpus));
        } catch (CorpusException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw unwritable(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        return open(file, tokenizer);
    }

    private static void encode(FileChannel channel, Tokenizer tokenizer, Corpus corpus) throws IOException {
        channel.position(TokenHeader.BYTES);
        ByteBuffer header = tokens(channel, tokenizer, corpus).toBytes();
        channel.position(0);
        while (header.hasRemaining()) {
            channel.write(header);
        }
    }

    private static TokenHeader tokens(WritableByteChannel channel, Tokenizer tokenizer, Corpus corpus)
            throws IOException {
        TokenWriter writer = new TokenWriter(
                channel, TokenHeader.width(tokenizer.vocabulary().size()));
        Tokenizer.Encoder encoder = tokenizer.encoder(writer);
        Corpus.Facts facts = corpus.read(encoder);
        encoder.end();
        writer.flush();
        return TokenHeader.of(tokenizer, encoder, facts.sha256());
    }

    private static IOException unwritable(Path file, IOException cause) {
        return new IOException(
                "%s: the token file cannot be written: %s (it takes 2 bytes a token, 4 with more than 65,536 symbols)"
                        .formatted(file, AtomicFile.reason(cause)),
                cause);
    }

    /// Whether a file is a token file, by how it begins.
    public static boolean isOne(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return TokenHeader.isOne(bytes.readNBytes(TokenHeader.mark()));
        }
    }

    /// Opens what [#write(Path, Tokenizer, Corpus)] wrote.
    ///
    /// @throws IOException if the file is missing, damaged or made with another tokenizer
    @SuppressWarnings("MustBeClosedChecker") // the store closes the arena
    public static TokenStore open(Path file, Tokenizer tokenizer) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READ)) {
            TokenHeader header = readHeader(channel, file);
            if (!header.tokenizerSha256().equals(TokenHeader.digest(tokenizer))) {
                throw new IOException("%s: it was made with another tokenizer; delete the file to have it made again"
                        .formatted(file));
            }
            Arena arena = Arena.ofShared();
            MemorySegment ids = channel.map(READ_ONLY, TokenHeader.BYTES, header.tokens() * header.width(), arena);
            return new TokenStore(header, ids, arena, file);
        }
    }

    private static TokenHeader readHeader(FileChannel channel, Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(TokenHeader.BYTES);
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
        return TokenHeader.read(bytes.rewind(), file, channel.size());
    }

    /// Encodes a small text into memory.
    ///
    /// @throws CorpusException if the text cannot be used
    @SuppressWarnings("MustBeClosedChecker") // the store closes the arena
    public static TokenStore inMemory(Tokenizer tokenizer, Corpus corpus) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TokenHeader header = tokens(Channels.newChannel(bytes), tokenizer, corpus);
        Arena arena = Arena.ofShared();
        MemorySegment ids = arena.allocate(bytes.size());
        ids.copyFrom(MemorySegment.ofArray(bytes.toByteArray()));
        return new TokenStore(header, ids, arena, null);
    }

    /// Number of tokens.
    public long size() {
        return header.tokens();
    }

    /// Number of symbols of the vocabulary that the ids belong to.
    public int vocabularySize() {
        return header.vocabularySize();
    }

    /// The id of the token that stands before the first.
    public int boundary() {
        return header.boundary();
    }

    /// How many tokens are `<unk>`.
    public long unknown() {
        return header.unknown();
    }

    /// Characters of the text that the tokens stand for, as [Tokenizer.Encoder#characters()] counts them.
    public long characters() {
        return header.characters();
    }

    /// SHA-256 of the text, as [Corpus.Facts] has it.
    public String textSha256() {
        return header.textSha256();
    }

    /// Whether the ids are those of `tokenizer`.
    public boolean isEncodedBy(Tokenizer tokenizer) {
        return header.tokenizerSha256().equals(TokenHeader.digest(tokenizer));
    }

    /// The id of one token.
    public int get(long position) {
        Objects.checkIndex(position, size());
        return at(position);
    }

    /// Reads consecutive ids.
    ///
    /// @param from position of the first
    /// @param at where in `into` it goes
    public void read(long from, int[] into, int at, int count) {
        Objects.checkFromIndexSize(from, count, size());
        Objects.checkFromIndexSize(at, count, into.length);
        for (int i = 0; i < count; i++) {
            into[at + i] = at(from + i);
        }
    }

    private int at(long position) {
        int id = header.width() == Short.BYTES
                ? Short.toUnsignedInt(ids.get(SHORT, position * Short.BYTES))
                : ids.get(INT, position * Integer.BYTES);
        if (id < 0 || id >= header.vocabularySize()) {
            throw new RefusalException("%s: token %,d is %,d; the vocabulary has %,d symbols"
                    .formatted(name(), position, id, header.vocabularySize()));
        }
        return id;
    }

    private String name() {
        return file == null ? "token store" : file.toString();
    }

    /// Closes the store and deletes its file.
    public void delete() throws IOException {
        close();
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
