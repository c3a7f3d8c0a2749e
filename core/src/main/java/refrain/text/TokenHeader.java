package refrain.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import refrain.text.corpus.Digests;

/// The first 128 bytes of a token file, little-endian:
/// ```
/// at  0  "REFRAINT"      at 24  tokens (8 bytes)       at 48  SHA-256 of the text (32 bytes)
/// at  8  version 1       at 32  unknown tokens (8)     at 80  SHA-256 of the tokenizer (32 bytes)
/// at 12  bytes an id     at 40  characters (8)         at 112 zeros
/// at 16  vocabulary size
/// at 20  boundary id
/// ```
record TokenHeader(
        int vocabularySize,
        int boundary,
        long tokens,
        long unknown,
        long characters,
        String textSha256,
        String tokenizerSha256) {
    static final int BYTES = 128;

    private static final byte[] MAGIC = "REFRAINT".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int SHA_256_BYTES = 32;
    /// Ids of at most this many symbols fit two bytes.
    private static final int SHORT_IDS = 1 << 16;

    static TokenHeader of(Tokenizer tokenizer, Tokenizer.Encoder encoder, String textSha256) {
        return new TokenHeader(
                tokenizer.vocabulary().size(),
                tokenizer.vocabulary().boundary(),
                encoder.tokens(),
                encoder.unknown(),
                encoder.characters(),
                textSha256,
                digest(tokenizer));
    }

    /// SHA-256 of a tokenizer's bytes, in hexadecimal.
    static String digest(Tokenizer tokenizer) {
        return Digests.sha256(tokenizer.toBytes());
    }

    static int width(int vocabularySize) {
        return vocabularySize <= SHORT_IDS ? Short.BYTES : Integer.BYTES;
    }

    int width() {
        return width(vocabularySize);
    }

    /// Whether these bytes begin as one.
    static boolean isOne(byte[] bytes) {
        return Arrays.equals(bytes, MAGIC);
    }

    /// Bytes that [#isOne] wants.
    static int mark() {
        return MAGIC.length;
    }

    ByteBuffer toBytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(width())
                .putInt(vocabularySize)
                .putInt(boundary)
                .putLong(tokens)
                .putLong(unknown)
                .putLong(characters)
                .put(HexFormat.of().parseHex(textSha256))
                .put(HexFormat.of().parseHex(tokenizerSha256))
                .position(0)
                .limit(BYTES);
    }

    /// The header that these 128 bytes of a file of this length hold, each field checked before it is used.
    ///
    /// @throws IOException if they are no header or do not fit the length, naming the field that is wrong
    static TokenHeader read(ByteBuffer bytes, Path file, long fileLength) throws IOException {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        require(Arrays.equals(magic, MAGIC), file, "it is not a token file");
        requireEqual(file, "version", bytes.getInt(), VERSION);
        int width = bytes.getInt();
        int vocabularySize = bytes.getInt();
        require(vocabularySize >= 1, file, "its vocabulary size is " + vocabularySize);
        requireEqual(file, "bytes an id", width, width(vocabularySize));
        int boundary = bytes.getInt();
        require(boundary >= 0 && boundary < vocabularySize, file, "its boundary id is " + boundary);
        long tokens = bytes.getLong();
        require(tokens >= 1 && tokens <= fileLength / width, file, "it says that it has %,d tokens".formatted(tokens));
        requireEqual(file, "length in bytes", fileLength, BYTES + tokens * width);
        long unknown = bytes.getLong();
        require(unknown >= 0 && unknown <= tokens, file, "it says that %,d tokens are unknown".formatted(unknown));
        return new TokenHeader(
                vocabularySize, boundary, tokens, unknown, bytes.getLong(), digest(bytes), digest(bytes));
    }

    private static String digest(ByteBuffer bytes) {
        byte[] digest = new byte[SHA_256_BYTES];
        bytes.get(digest);
        return HexFormat.of().formatHex(digest);
    }

    private static void requireEqual(Path file, String field, long found, long expected) throws IOException {
        require(found == expected, file, "its %s is %,d, expected %,d".formatted(field, found, expected));
    }

    private static void require(boolean sound, Path file, String found) throws IOException {
        if (!sound) {
            throw new IOException("%s: %s; delete the file to have it made again".formatted(file, found));
        }
    }
}
