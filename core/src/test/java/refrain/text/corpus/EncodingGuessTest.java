package refrain.text.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingGuessTest {
    private static final String SIMPLIFIED = "学而时习之，不亦说乎？有朋自远方来，不亦乐乎？人不知而不愠，不亦君子乎？道可道，非常道；名可名，非常名。";
    private static final String TRADITIONAL = "學而時習之，不亦說乎？有朋自遠方來，不亦樂乎？人不知而不慍，不亦君子乎？道可道，非常道；名可名，非常名。";
    private static final String JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。";
    private static final String KOREAN = "나라의 말이 중국과 달라 문자와 서로 통하지 아니하므로 어리석은 백성이 이르고자 할 바가 있어도";
    private static final String FRENCH =
            "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient";
    private static final String GERMAN =
            "Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich zu einem ungeheueren Käfer";
    private static final String TYPOGRAPHIC =
            "“It’s a truth universally acknowledged” – she said – “that a naïve man…”";
    private static final String RUSSIAN =
            "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему.";
    private static final String POLISH =
            "Litwo! Ojczyzno moja! ty jesteś jak zdrowie; ile cię trzeba cenić, ten tylko się dowie, kto cię stracił";
    private static final String TURKISH =
            "Korkma, sönmez bu şafaklarda yüzen al sancak; sönmeden yurdumun üstünde tüten en son ocak. Çatma, çığ, ağaç, ışık, yağış";

    @ParameterizedTest
    @CsvSource({
        "GB18030, GB18030, " + SIMPLIFIED,
        "Big5, BIG5, " + TRADITIONAL,
        "Shift_JIS, SHIFT_JIS, " + JAPANESE,
        "EUC-KR, EUC-KR, " + KOREAN,
        "EUC-JP, EUC-JP, " + JAPANESE,
        "ISO-8859-1, LATIN1, '" + FRENCH + "'",
        "ISO-8859-1, LATIN1, '" + GERMAN + "'",
        "windows-1252, WINDOWS-1252, '" + TYPOGRAPHIC + "'",
        "UTF-16, UTF-16, '" + FRENCH + "'",
        "x-UTF-16LE-BOM, UTF-16, '" + FRENCH + "'",
    })
    void text_ofAKnownEncoding_isRecognised(String charset, String expected, String text) {
        assertThat(EncodingGuess.of(text.getBytes(Charset.forName(charset)))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1251, '" + RUSSIAN + "'",
        "KOI8-R, '" + RUSSIAN + "'",
        "ISO-8859-2, '" + POLISH + "'",
        "windows-1254, '" + TURKISH + "'",
        "UTF-8, '" + FRENCH + "'",
        "UTF-8, " + SIMPLIFIED,
        "UTF-16LE, '" + GERMAN + "'",
        "US-ASCII, only plain letters",
    })
    void text_ofAnotherEncoding_isNotMistaken(String charset, String text) {
        assertThat(EncodingGuess.of(text.getBytes(Charset.forName(charset)))).isEmpty();
    }

    @Test
    void character_cutOffAtTheEnd_doesNotCount() {
        byte[] text = SIMPLIFIED.getBytes(Charset.forName("GB18030"));
        assertThat(EncodingGuess.of(Arrays.copyOf(text, text.length - 1))).contains("GB18030");
    }

    @Test
    void mixedText_mostlyAscii_isRecognised() {
        String mixed = "plain ASCII lines\n".repeat(100) + SIMPLIFIED;
        assertThat(EncodingGuess.of(mixed.getBytes(Charset.forName("GB18030")))).contains("GB18030");
        assertThat(EncodingGuess.of("one café\n".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("LATIN1");
        assertThat(EncodingGuess.of("one stray\u00F0byte\n".getBytes(StandardCharsets.ISO_8859_1)))
                .contains("LATIN1");
    }

    @Test
    void nothing_isNothing() {
        assertThat(EncodingGuess.of(new byte[0])).isEmpty();
        assertThat(EncodingGuess.isBinary(new byte[] {1, 0})).isTrue();
        assertThat(EncodingGuess.isBinary(new byte[] {1, 2})).isFalse();
    }
}
