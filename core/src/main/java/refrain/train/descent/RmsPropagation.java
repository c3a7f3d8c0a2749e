package refrain.train.descent;

import java.util.List;

/// With `d = s·g + λ·p`: `v ← α·v + (1 − α)·d²`, `p ← p − η·d / (√v + ε)`.
final class RmsPropagation implements UpdateRule {
    private final float alpha;
    private final float rest;
    private final float epsilon;
    private final float decay;
    private float rate;
    private float scale;

    RmsPropagation(double alpha, double epsilon, double decay) {
        this.alpha = (float) alpha;
        this.rest = (float) (1 - alpha);
        this.epsilon = (float) epsilon;
        this.decay = (float) decay;
    }

    @Override
    public List<String> moments() {
        return List.of("square_avg");
    }

    @Override
    public boolean isLazy() {
        return false;
    }

    @Override
    public void prepare(long update, double rate, float scale) {
        this.rate = (float) rate;
        this.scale = scale;
    }

    @Override
    public void apply(float[] p, float[] g, float[][] moments, int from, int to) {
        float[] v = moments[0];
        float eta = rate;
        float s = scale;
        float lambda = decay;
        float a = alpha;
        float b = rest;
        float eps = epsilon;
        for (int i = from; i < to; i++) {
            float d = Math.fma(lambda, p[i], s * g[i]);
            v[i] = Math.fma(b * d, d, Math.fma(a, v[i], FLOOR)) - FLOOR;
            p[i] = Math.fma(-eta, d / ((float) Math.sqrt(v[i]) + eps), p[i]);
        }
    }
}
