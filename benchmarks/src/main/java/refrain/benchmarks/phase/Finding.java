package refrain.benchmarks.phase;

/// How long a phase takes, beside what it costs and what the machine allows.
///
/// @param seconds of an update
/// @param share of an update
record Finding(Phase phase, double seconds, double share, Cost cost, Ceilings ceilings) {
    double gigaflops() {
        return cost.operations() / seconds * 1e-9;
    }

    double gigabytes() {
        return cost.bytes() / seconds * 1e-9;
    }

    /// GB/s at which what the phase goes through comes at most.
    double bandwidth() {
        return ceilings.read(cost.resident());
    }

    /// Whether what it must move takes longer than what it must compute.
    boolean isBoundByReading() {
        return !cost.isProduct() || cost.intensity() * bandwidth() < ceilings.peak();
    }

    /// What the machine allows: Gflop/s of a product, GB/s of other phases.
    double bound() {
        return cost.isProduct() ? Math.min(ceilings.peak(), cost.intensity() * bandwidth()) : bandwidth();
    }

    double shareOfBound() {
        return (cost.isProduct() ? gigaflops() : gigabytes()) / bound();
    }

    /// Whether anything is known to compare with.
    boolean isCosted() {
        return cost.bytes() > 0 && seconds > 0;
    }
}
