package refrain.train.descent;

import java.util.List;

/// `m ← μ·m + s·g + λ·p`, then `p ← p − η·m`, or for Nesterov `p ← p − η·(s·g + λ·p + μ·m)`.
final class MomentumDescent implements UpdateRule {
    private final float momentum;
    private final boolean nesterov;
    private final float decay;
    private float rate;
    private float scale;

    MomentumDescent(double momentum, boolean nesterov, double decay) {
        this.momentum = (float) momentum;
        this.nesterov = nesterov;
        this.decay = (float) decay;
    }

    @Override
    public List<String> moments() {
        return List.of("momentum_buffer");
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
        if (nesterov) {
            lookAhead(p, g, moments[0], from, to);
        } else {
            roll(p, g, moments[0], from, to);
        }
    }

    private void roll(float[] p, float[] g, float[] m, int from, int to) {
        float eta = rate;
        float s = scale;
        float lambda = decay;
        float mu = momentum;
        for (int i = from; i < to; i++) {
            float d = Math.fma(lambda, p[i], s * g[i]);
            m[i] = Math.fma(mu, m[i], d + FLOOR) - FLOOR;
            p[i] = Math.fma(-eta, m[i], p[i]);
        }
    }

    private void lookAhead(float[] p, float[] g, float[] m, int from, int to) {
        float eta = rate;
        float s = scale;
        float lambda = decay;
        float mu = momentum;
        for (int i = from; i < to; i++) {
            float d = Math.fma(lambda, p[i], s * g[i]);
            m[i] = Math.fma(mu, m[i], d + FLOOR) - FLOOR;
            p[i] = Math.fma(-eta, Math.fma(mu, m[i], d), p[i]);
        }
    }
}
