package refrain.nn;

/// Parameters without a network, for tests of other packages.
public final class TestParameters {
    private TestParameters() {}

    public static Parameter matrix(String name, int rows, int columns) {
        return Parameter.matrix(name, rows, columns);
    }

    public static Parameter embedding(String name, int rows, int columns) {
        return Parameter.embedding(name, rows, columns);
    }

    public static Parameter vector(String name, int length) {
        return Parameter.vector(name, length);
    }

    /// Marks the rows of an embedding that the last batch touched.
    public static void touch(Parameter embedding, int... rows) {
        embedding.touched().mark(rows, rows.length);
    }
}
