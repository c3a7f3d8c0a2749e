package refrain.text.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.refusal.RefusalException;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

class CorpusTest {
    @TempDir
    Path directory;

    private Path file(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private Path file(String name, String text) throws IOException {
        return file(name, text.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String text(Corpus corpus) throws IOException {
        StringBuilder text = new StringBuilder();
        corpus.read(text::appendCodePoint);
        return text.toString();
    }

    private static ThrowableAssertAlternative<CorpusException> assertRefused(Path... files) {
        return assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> Corpus.of(files).facts());
    }

    @Test
    void file_read_givesItsCodePointsAndFacts() throws Exception {
        String content = "Grüße,\n世界 😀\n\nend";
        Corpus corpus = Corpus.of(file("a.txt", content));
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
        assertThat(text(corpus)).isEqualTo(content);
        assertThat(corpus.facts())
                .isEqualTo(new Corpus.Facts(
                        content.getBytes(UTF_8).length,
                        content.codePointCount(0, content.length()),
                        3,
                        HexFormat.of().formatHex(sha256)));
        assertThat(corpus.notices()).isEmpty();
    }

    @Test
    void files_withoutLastNewline_areParted() throws IOException {
        Path a = file("a.txt", "one");
        Path b = file("b.txt", "two\n");
        Path empty = file("empty.txt", "");
        Corpus corpus = Corpus.of(b, a, empty, b, a);
        assertThat(text(corpus)).isEqualTo("two\none\ntwo\none");
        assertThat(corpus.notices()).containsExactly(empty + ": the file is empty");
    }

    @Test
    void directory_isReadInByteOrderWithoutHiddenFiles() throws IOException {
        for (String name :
                List.of("b/c", "b-c", "b0", "B", "a/z/y", "é", "z", ".hidden", ".git/x", "a/.x", "\uFF5E", "😀")) {
            file("texts/" + name, name + "\n");
        }
        assertThat(text(Corpus.of(directory.resolve("texts")))).isEqualTo("B\na/z/y\nb-c\nb/c\nb0\nz\né\n\uFF5E\n😀\n");
    }

    @Test
    void standardInput_isRefusedWithTheReason() {
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> Corpus.of(Path.of("-")))
                .withMessageContaining(
                        "cannot come from standard input, since most are read more than once; write it to a file");
    }

    @Test
    void directory_withANameThatTheLocaleCannotRead_isRefused() throws IOException {
        file("texts/a", "a\n");
        file("texts/b\uFFFD", "b\n");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> Corpus.of(directory.resolve("texts")))
                .withMessageContainingAll("b\uFFFD: the name holds bytes", "LC_ALL", "rename the file");
    }

    @Test
    void directory_isReadWithoutExcludedFilesAndSaysSo() throws IOException {
        Path below = Files.createDirectory(directory.resolve("below"));
        Files.writeString(below.resolve("a.txt"), "a\n");
        Files.write(below.resolve("m.bin"), new byte[] {0});
        Files.write(below.resolve("n.bin"), new byte[] {0});
        Corpus corpus = Corpus.of(List.of(below), file -> file.toString().endsWith(".bin"));
        assertThat(corpus.facts().characters()).isEqualTo(2);
        assertThat(corpus.notices())
                .containsExactly(below.resolve("m.bin") + " and 1 other file: not read as text: the run writes it");
    }

    @Test
    void directory_isReadWithoutModelsAndTheirTraining() throws IOException {
        file("texts/a.txt", "a\n");
        file("texts/Cargo.lock", "locked\n");
        file("texts/drawing.svg", "<svg/>\n");
        for (String name : List.of(
                "m.safetensors",
                "m.checkpoint",
                "m.superseded",
                "m.metrics.jsonl",
                "m.svg",
                "m.training.tokens",
                "m.safetensors.partial",
                "m.arpa",
                "m.search.jsonl")) {
            file("texts/" + name, new byte[] {0});
        }
        file("texts/of-a-killed-run.lock", "process 1234");
        file("texts/mix.json", "{\"format\":\"refrain-mixture-1\",\"kind\":\"linear\"}\n");
        file("texts/tweets.json", "{}\n");
        Corpus corpus = Corpus.of(directory.resolve("texts"));
        assertThat(text(corpus)).isEqualTo("locked\na\n<svg/>\n{}\n");
        assertThat(corpus.notices())
                .singleElement()
                .asString()
                .endsWith("not read as text: it is of a model or of its training");
    }

    @Test
    void file_thatIsToBeWritten_isRefused() throws IOException {
        Path own = file("m.arpa.partial", "text\n");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> Corpus.of(List.of(own), own::equals))
                .withMessageStartingWith(own + ": it has the name of a file that is to be written");
        assertThat(own).hasContent("text");
    }

    @Test
    void noName_isRefused() {
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> Corpus.of(Path.of("")))
                .withMessage("a text has no name: expected a file or a folder; the folder here is \".\"");
    }

    @Test
    void gzip_isDecompressed() throws IOException {
        byte[] two = gzip("second\n");
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip("first\n"));
        members.write(two);
        assertThat(text(Corpus.of(file("a.GZ", members.toByteArray())))).isEqualTo("first\nsecond\n");
    }

    @Test
    void gzip_damaged_isRefused() throws IOException {
        byte[] sound = gzip("some text that is compressed\n".repeat(50));
        Path cut = file("cut.gz", Arrays.copyOf(sound, sound.length / 2));
        Path other = file("other.gz", "plain text");
        Path named = file("named.txt", sound);
        assertRefused(cut).withMessage(cut + ": its gzip data end too early");
        assertRefused(other).withMessageStartingWith(other + ": it is not a sound gzip file: ");
        assertRefused(named)
                .withMessage(
                        "%s: the file is compressed by gzip; name it %s.gz to have it read".formatted(named, named));
    }

    @Test
    void byteOrderMarkAndCrlf_areDroppedAndNoticedOnce() throws IOException {
        Path a = file("a.txt", "\uFEFFone\r\ntwo\r\nthree\rfour\uFEFF");
        Path b = file("b.txt", "\uFEFF\r\n");
        Path c = file("c.txt", "\uFEFF");
        Corpus corpus = Corpus.of(a, b, c);
        assertThat(text(corpus)).isEqualTo("one\ntwo\nthree\rfour\uFEFF\n\n");
        corpus.facts();
        assertThat(corpus.notices())
                .containsExactly(
                        a + " and 2 other files: byte-order mark dropped",
                        a + " and 1 other file: line ends CRLF read as LF");
        assertThat(corpus.facts()).isEqualTo(Corpus.ofText(text(corpus)).facts());
    }

    @Test
    void crlf_overBufferBorders_isOneLineEnd() throws IOException {
        for (int before = (1 << 16) - 3; before < (1 << 16) + 2; before++) {
            String start = "x".repeat(before);
            assertThat(text(Corpus.ofText(start + "\r\n😀\r\r\n\r"))).isEqualTo(start + "\n😀\r\n\r");
        }
    }

    @Test
    void latin1_isRefusedWithLineByteAndConversion() throws IOException {
        Path file = file("train.txt", ("plain\n".repeat(1041) + "caf\u00E9 cr\u00E8me\n").getBytes(ISO_8859_1));
        assertRefused(file)
                .withMessage("%s:1042: byte 0xE9 is not UTF-8%n  try: iconv -f LATIN1 -t UTF-8 %s > %s.utf8"
                        .formatted(file, file, file));
    }

    @Test
    void notUtf8_inGzip_isConvertedThroughZcat() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("caf\u00E9\n".getBytes(ISO_8859_1));
        }
        Path file = file("train.gz", bytes.toByteArray());
        String stem = file.toString().substring(0, file.toString().length() - 3);
        assertRefused(file)
                .withMessage("%s:1: byte 0xE9 is not UTF-8%n  try: zcat %s | iconv -f LATIN1 -t UTF-8 > %s.utf8"
                        .formatted(file, file, stem));
    }

    @Test
    void character_cutOffAtTheEnd_isRefused() throws IOException {
        Path file = file("a.txt", Arrays.copyOf("one\n世".getBytes(UTF_8), 6));
        assertRefused(file).withMessageStartingWith(file + ":2: byte 0xE4 is not UTF-8");
    }

    @Test
    void strayByte_inUtf8_suggestsNoEncoding() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write("naïveté, déjà vu, größer\n".repeat(20).getBytes(UTF_8));
        bytes.write(0xFF);
        Path file = file("a.txt", bytes.toByteArray());
        assertRefused(file)
                .withMessage("%s:21: byte 0xFF is not UTF-8%n  expected UTF-8 text;".formatted(file)
                        + " what its encoding is cannot be told from its first megabyte");
    }

    @Test
    void binary_isSaidSo() throws IOException {
        Path zeros = file("zeros", "text\n\0\0");
        Path mixed = file("mixed", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0});
        assertRefused(zeros).withMessage(zeros + ":2: byte 0x00: the file looks binary; expected UTF-8 text");
        assertRefused(mixed).withMessage(mixed + ":1: byte 0x89: the file looks binary; expected UTF-8 text");
    }

    @Test
    void missingEmptyAndSpecialFiles_areRefused() throws IOException {
        Path missing = directory.resolve("missing.txt");
        Path empty = file("empty.txt", "");
        Path none = Files.createDirectories(directory.resolve("none/.hidden")).getParent();
        Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        assertRefused(missing).withMessage(missing + ": there is no such file or directory");
        assertRefused(loop).withMessage(loop + ": there is no such file or directory");
        assertRefused(empty).withMessage(empty + ": the text is empty; there is nothing to learn or score");
        assertRefused(none)
                .withMessage(
                        none + ": the folder holds no text; hidden files, models and what is beside them do not count");
        assertRefused(Path.of("/dev/null"))
                .withMessage("/dev/null: neither a file nor a directory;"
                        + " a text is read more than once, so it cannot come from a pipe");
        assertRefused().withMessage("no text is given; expected files or directories");
    }

    @Test
    void directory_thatHoldsItself_isRefused() throws IOException {
        file("texts/a.txt", "text");
        Files.createSymbolicLink(directory.resolve("texts/again"), directory.resolve("texts"));
        assertRefused(directory.resolve("texts")).withMessageContaining("texts: it cannot be read");
    }

    @Test
    void file_vanishedOrChanged_isRefused() throws IOException {
        Path file = file("a.txt", "one");
        Corpus corpus = Corpus.of(file);
        corpus.facts();
        Files.writeString(file, "two");
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> corpus.read(codePoint -> {}))
                .withMessage(file + ": the text changed between two readings; start again");
        Files.delete(file);
        assertThatExceptionOfType(CorpusException.class)
                .isThrownBy(() -> corpus.read(codePoint -> {}))
                .withMessage(file + ": there is no such file or directory");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 0.5, 0.9, 0.999})
    void split_cutsAtTheFirstLineEndAfterTheShare(double fraction) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            lines.append("é".repeat(i % 7)).append('\n');
        }
        String text = lines + "the last line is long enough to be cut off";
        Corpus.Parts parts = Corpus.ofText(text).split(fraction);
        String training = text(parts.training());
        long share = (long) Math.ceil((1 - fraction) * text.getBytes(UTF_8).length);
        assertThat(training + text(parts.validation())).isEqualTo(text);
        assertThat(training).endsWith("\n");
        assertThat((long) training.getBytes(UTF_8).length).isGreaterThanOrEqualTo(share);
        int lineBefore = training.lastIndexOf('\n', training.length() - 2) + 1;
        assertThat((long) training.substring(0, lineBefore).getBytes(UTF_8).length)
                .isLessThan(share);
    }

    @Test
    void split_overFiles_hasItsOwnFacts() throws IOException {
        Corpus corpus = Corpus.of(file("a.txt", "one\ntwo"), file("b.txt", "three\nfour\n"));
        Corpus.Parts parts = corpus.split(0.5);
        assertThat(text(parts.training())).isEqualTo("one\ntwo\nthree\n");
        assertThat(text(parts.validation())).isEqualTo("four\n");
        assertThat(parts.training().facts())
                .isEqualTo(Corpus.ofText("one\ntwo\nthree\n").facts());
        assertThat(parts.validation().facts()).isEqualTo(Corpus.ofText("four\n").facts());
    }

    @Test
    void split_trainsOnTheTrainingPartAlone() throws IOException {
        Corpus.Parts parts = Corpus.ofText("aaa\nbbb\nccc\n").split(0.34);
        Tokenizer tokenizer = CharTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
        assertThat(tokenizer.vocabulary().symbols()).doesNotContain("c").contains("a", "b");
        try (TokenStore validation = TokenStore.inMemory(tokenizer, parts.validation())) {
            assertThat(validation.unknown()).isEqualTo(3);
        }
    }

    @Test
    void split_withoutLineEndInTheLastPart_isRefused() {
        for (String text : List.of("one long line", "first\nlong second line", "only one\n", "\n")) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> Corpus.ofText(text).split(0.1))
                    .withMessage(
                            "text: no line ends in the last 10.0 %% of the text, so no validation part can be cut off%n"
                                            .formatted()
                                    + "  try: a validation text of its own");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void split_fractionOutOfRange_isRefused(double fraction) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corpus.ofText("a\nb\n").split(fraction))
                .withMessage("validFraction is %s; it must be greater than 0 and less than 1".formatted(fraction));
    }

    @Test
    void split_ofAPart_isRefused() throws IOException {
        Corpus part = Corpus.ofText("a\nb\nc\nd\n").split(0.5).training();
        assertThatIllegalStateException().isThrownBy(() -> part.split(0.5));
    }

    @Test
    void placeOf_everyCharacter_isItsFileAndLine() throws IOException {
        Path one = file("1.txt", "\uFEFFa\r\nb");
        Path two = file("2.txt", "c\n\nd\n");
        Corpus corpus = Corpus.of(one, two); // a newline is put between: a, 1, b, 2, c, 3, 4, d, 5
        assertThat(List.of(corpus.placeOf(0), corpus.placeOf(1), corpus.placeOf(2)))
                .containsExactly(one + ":1", one + ":1", one + ":2");
        assertThat(List.of(corpus.placeOf(4), corpus.placeOf(5), corpus.placeOf(6), corpus.placeOf(7)))
                .containsExactly(two + ":1", two + ":1", two + ":2", two + ":3");
    }

    @Test
    void placeOf_inAPart_isThatInTheWholeFile() throws IOException {
        Path file = file("t.txt", "a\nb\nc\nd\n");
        assertThat(Corpus.of(file).split(0.3).validation().placeOf(0)).isEqualTo(file + ":4");
    }

    @Test
    void placeOf_beyondTheText_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Corpus.ofText("abc").placeOf(3))
                .withMessage("character is 3; it must be less than 3, the length of the text");
    }
}
