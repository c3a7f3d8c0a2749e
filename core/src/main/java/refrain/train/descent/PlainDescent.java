package refrain.train.descent;

import java.util.List;

/// `p ← p − η·(s·g + λ·p)`.
final class PlainDescent implements UpdateRule {
    private final float decay;
    private float rate;
    private float scale;

    PlainDescent(double decay) {
        this.decay = (float) decay;
    }

    @Override
    public List<String> moments() {
        return List.of();
    }

    @Override
    public boolean isLazy() {
        return decay == 0;
    }

    @Override
    public void prepare(long update, double rate, float scale) {
        this.rate = (float) rate;
        this.scale = scale;
    }

    @Override
    public void apply(float[] p, float[] g, float[][] moments, int from, int to) {
        float eta = rate;
        float s = scale;
        float lambda = decay;
        for (int i = from; i < to; i++) {
            p[i] = Math.fma(-eta, Math.fma(lambda, p[i], s * g[i]), p[i]);
        }
    }
}
