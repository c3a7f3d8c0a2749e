package refrain.cli.picture;

/// Units for counts that keep tick labels short.
enum Scale {
    ONES(1, ""),
    THOUSANDS(1e3, " (thousands)"),
    MILLIONS(1e6, " (millions)"),
    BILLIONS(1e9, " (billions)");

    private final double factor;
    private final String suffix;

    Scale(double factor, String suffix) {
        this.factor = factor;
        this.suffix = suffix;
    }

    /// The largest unit of which `largest` holds at least two.
    static Scale of(double largest) {
        Scale scale = ONES;
        for (Scale larger : values()) {
            scale = largest >= 2 * larger.factor ? larger : scale;
        }
        return scale;
    }

    double factor() {
        return factor;
    }

    /// What an axis name says of the unit.
    String suffix() {
        return suffix;
    }
}
