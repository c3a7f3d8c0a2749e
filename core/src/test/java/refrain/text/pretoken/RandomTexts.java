package refrain.text.pretoken;

import refrain.kernel.random.SeededRandom;

/// Texts of many scripts, with all that is awkward at the borders of pre-tokens.
public final class RandomTexts {
    private static final String[] PARTS = {
        "the",
        "Don't",
        "'s",
        "'S",
        "'re",
        "'r",
        "'ve",
        "'vx",
        "'ll",
        "'l",
        "''",
        "'",
        " '",
        "x'",
        "'t",
        "'d",
        "'m",
        " ",
        "  ",
        "   ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        " \t ",
        "\u00A0",
        "\u2028",
        "\u3000",
        "\u200B",
        "\uFEFF",
        "\u0085",
        "\u001C",
        "\u0000",
        "1",
        " 42",
        "½",
        "Ⅷ",
        "٣",
        "²",
        "!",
        "?!",
        "...",
        " -",
        "_",
        "€",
        "naïve",
        "e\u0301",
        "Straße",
        "Ελλάδα",
        "привет",
        "שלום",
        "مرحبا",
        "नमस्ते",
        "ไทย",
        "中文字",
        "日本語",
        "한국어",
        "👍",
        "👩‍💻",
        "🇫🇮",
        "𝔘",
        "𐍈",
        "\uDB40\uDC01",
        "\uFFFD",
        "<",
        "<u",
        "<unk",
        "unk>",
        "<<",
        "ǅ",
        "ʰ",
        "\u0640",
        "\u180E",
        "\u1680",
        "\u2009"
    };

    private RandomTexts() {}

    public static String of(long seed, int parts) {
        SeededRandom random = SeededRandom.of(seed, 0);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }
}
