package refrain.text.corpus;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// Guesses the encoding of a file that is not UTF-8 from its beginning, or gives up. A candidate must read every
/// byte, and most of what it reads beyond ASCII must be what its languages use every day: frequent ideographs, kana,
/// or single accented letters between plain ones. EUC-KR and EUC-JP are among the candidates lest they be taken for
/// Chinese.
final class EncodingGuess {
    /// Chinese and Japanese text has more than nine tenths of its characters among the frequent ones; text of
    /// another encoding read as theirs about half.
    private static final double PLAUSIBLE = 0.75;

    private EncodingGuess() {}

    /// The name of the most plausible encoding, as iconv knows it.
    static Optional<String> of(byte[] text) {
        if (text.length >= 2 && ((text[0] & text[1]) == (byte) 0xFE && (text[0] | text[1]) == (byte) 0xFF)) {
            return Optional.of("UTF-16");
        }
        if (isBinary(text)) {
            return Optional.empty();
        }
        return Arrays.stream(Candidate.values())
                .max(Comparator.comparingDouble(candidate -> candidate.score(text)))
                .filter(best -> best.score(text) >= PLAUSIBLE)
                .filter(best -> best != Candidate.WINDOWS_1252 || !mayBeTurkish(text))
                .map(best -> best == Candidate.WINDOWS_1252 && isLatin1(text) ? "LATIN1" : best.iconvName);
    }

    static boolean isBinary(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    static boolean isGzip(byte[] file) {
        return file.length >= 2 && (file[0] & 0xFF) == 0x1F && (file[1] & 0xFF) == 0x8B;
    }

    /// Windows-1252 without the characters it has beyond ISO 8859-1.
    private static boolean isLatin1(byte[] text) {
        for (byte b : text) {
            if (in(b & 0xFF, 0x80, 0x9F)) {
                return false;
            }
        }
        return true;
    }

    /// Whether Ð, Ý and Þ, which are frequent in Icelandic only, are more than a few: Turkish has ğ, ı and ş there.
    private static boolean mayBeTurkish(byte[] text) {
        int doubtful = 0;
        int all = 0;
        for (byte b : text) {
            int capital = b & 0xDF;
            doubtful += b < 0 && (capital == 0xD0 || capital == 0xDD || capital == 0xDE) ? 1 : 0;
            all += b < 0 ? 1 : 0;
        }
        return doubtful > Math.max(4, all / 4);
    }

    private static boolean in(int b, int low, int high) {
        return low <= b && b <= high;
    }

    /// An encoding and what is frequent in it. Of equal scores the first wins.
    private enum Candidate {
        EUC_KR("EUC-KR") {
            @Override
            int width(int lead, int trail) {
                return in(lead, 0xA1, 0xFE) && in(trail, 0xA1, 0xFE) ? 2 : 0;
            }

            // Punctuation and the 2,350 syllables of KS X 1001, all of which GB 2312 reads as ideographs.
            @Override
            boolean frequent(int lead, int trail) {
                return lead == 0xA1 || in(lead, 0xB0, 0xC8);
            }
        },
        EUC_JP("EUC-JP") {
            @Override
            int width(int lead, int trail) {
                return in(lead, 0xA1, 0xFE) && in(trail, 0xA1, 0xFE) ? 2 : 0;
            }

            // Punctuation, kana and the 2,965 ideographs of JIS X 0208's first level.
            @Override
            boolean frequent(int lead, int trail) {
                return lead == 0xA1 || lead == 0xA4 || lead == 0xA5 || in(lead, 0xB0, 0xCF);
            }
        },
        GB18030("GB18030") {
            @Override
            int width(int lead, int trail) {
                if (!in(lead, 0x81, 0xFE)) {
                    return 0;
                }
                return in(trail, 0x30, 0x39) ? 4 : in(trail, 0x40, 0xFE) && trail != 0x7F ? 2 : 0;
            }

            // Punctuation, full-width forms and the 3,755 ideographs of GB 2312's first level.
            @Override
            boolean frequent(int lead, int trail) {
                return trail >= 0xA1 && (lead == 0xA1 || lead == 0xA3 || in(lead, 0xB0, 0xD7));
            }
        },
        BIG5("BIG5") {
            @Override
            int width(int lead, int trail) {
                return in(lead, 0xA1, 0xF9) && (in(trail, 0x40, 0x7E) || in(trail, 0xA1, 0xFE)) ? 2 : 0;
            }

            // Punctuation and the 5,401 ideographs of Big5's first level.
            @Override
            boolean frequent(int lead, int trail) {
                return in(lead, 0xA1, 0xC6);
            }
        },
        SHIFT_JIS("SHIFT_JIS") {
            @Override
            int width(int lead, int trail) {
                if (in(lead, 0xA1, 0xDF)) {
                    return 1;
                }
                boolean pair = (in(lead, 0x81, 0x9F) || in(lead, 0xE0, 0xFC)) && in(trail, 0x40, 0xFC) && trail != 0x7F;
                return pair ? 2 : 0;
            }

            // Punctuation, kana and the 2,965 ideographs of JIS X 0208's first level.
            @Override
            boolean frequent(int lead, int trail) {
                return in(lead, 0x81, 0x83) || in(lead, 0x88, 0x98);
            }
        },
        WINDOWS_1252("WINDOWS-1252") {
            @Override
            int width(int lead, int trail) {
                return lead == 0x81 || lead == 0x8D || lead == 0x8F || lead == 0x90 || lead == 0x9D ? 0 : 1;
            }

            // A western letter or quotation mark before ASCII: two in a row are rare.
            @Override
            boolean frequent(int lead, int trail) {
                boolean mark = in(lead, 0x91, 0x97) || lead == 0xA0 || lead == 0xAB || lead == 0xBB;
                return trail < 0x80 && (lead >= 0xC0 || mark);
            }
        };

        private final String iconvName;

        Candidate(String iconvName) {
            this.iconvName = iconvName;
        }

        /// Bytes of the character that begins with these two, 0 if none does.
        abstract int width(int lead, int trail);

        abstract boolean frequent(int lead, int trail);

        /// Frequent characters among those beyond ASCII, 0 if some byte cannot be read. A character that the
        /// end cuts off does not count.
        double score(byte[] text) {
            int frequent = 0;
            int all = 0;
            for (int i = 0; i < text.length; ) {
                int lead = text[i] & 0xFF;
                int trail = i + 1 < text.length ? text[i + 1] & 0xFF : '\n';
                int width = lead < 0x80 ? 1 : width(lead, trail);
                if (width == 0 && i + 1 < text.length) {
                    return 0;
                }
                if (width > 0 && lead >= 0x80) {
                    all++;
                    frequent += frequent(lead, trail) ? 1 : 0;
                }
                i += Math.max(1, width);
            }
            return (double) frequent / Math.max(1, all);
        }
    }
}
