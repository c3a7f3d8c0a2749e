package refrain.text.bpe;

/// The FNV-1a hash of bytes, its bits mixed once more so that the low ones depend on all.
final class ByteHash {
    private static final int OFFSET = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private ByteHash() {}

    static int of(byte[] bytes, int from, int length) {
        int hash = OFFSET;
        for (int i = from; i < from + length; i++) {
            hash = (hash ^ bytes[i] & 0xFF) * PRIME;
        }
        return hash ^ hash >>> 15;
    }
}
