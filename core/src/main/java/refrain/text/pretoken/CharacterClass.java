package refrain.text.pretoken;

/// What a code point is to the pattern of [PreTokens].
public enum CharacterClass {
    /// `\s`, Unicode's property White_Space.
    SPACE,
    /// `\p{L}`.
    LETTER,
    /// `\p{N}`.
    NUMBER,
    /// `[^\s\p{L}\p{N}]`.
    OTHER;

    private static final int TABLE = 1 << 16;
    private static final CharacterClass[] BASIC = new CharacterClass[TABLE];

    static {
        for (int codePoint = 0; codePoint < TABLE; codePoint++) {
            BASIC[codePoint] = find(codePoint);
        }
    }

    /// The class of a code point.
    public static CharacterClass of(int codePoint) {
        return codePoint < TABLE ? BASIC[codePoint] : find(codePoint);
    }

    private static CharacterClass find(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> codePoint >= '\t' && codePoint <= '\r' || codePoint == 0x85 ? SPACE : OTHER;
        };
    }
}
