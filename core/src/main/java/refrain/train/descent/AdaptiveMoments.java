package refrain.train.descent;

import java.util.List;

/// Adam, and with a decay apart from the gradient (λ' instead of λ) AdamW. With `d = s·g + λ·p` and t from 1:
/// ```
/// m ← β₁·m + (1 − β₁)·d        v ← β₂·v + (1 − β₂)·d²
/// p ← p·(1 − η·λ') − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)
/// ```
final class AdaptiveMoments implements UpdateRule {
    private final double beta1;
    private final double beta2;
    private final float epsilon;
    private final float decay;
    private final double apart;
    private final Powers powers1;
    private final Powers powers2;
    private float keep;
    private float step;
    private float correction;
    private float scale;

    AdaptiveMoments(double beta1, double beta2, double epsilon, double decay, double apart) {
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = (float) epsilon;
        this.decay = (float) decay;
        this.apart = apart;
        this.powers1 = new Powers(beta1);
        this.powers2 = new Powers(beta2);
    }

    @Override
    public List<String> moments() {
        return List.of("exp_avg", "exp_avg_sq");
    }

    @Override
    public boolean isLazy() {
        return false;
    }

    @Override
    public void prepare(long update, double rate, float scale) {
        long t = update + 1;
        this.keep = (float) (1 - rate * apart);
        this.step = (float) (rate / (1 - powers1.of(t)));
        this.correction = (float) (1 / Math.sqrt(1 - powers2.of(t)));
        this.scale = scale;
    }

    @Override
    public void apply(float[] p, float[] g, float[][] moments, int from, int to) {
        float[] m = moments[0];
        float[] v = moments[1];
        float b1 = (float) beta1;
        float r1 = (float) (1 - beta1);
        float b2 = (float) beta2;
        float r2 = (float) (1 - beta2);
        float eps = epsilon;
        float lambda = decay;
        float k = keep;
        float h = step;
        float c = correction;
        float s = scale;
        for (int i = from; i < to; i++) {
            float d = Math.fma(lambda, p[i], s * g[i]);
            m[i] = Math.fma(b1, m[i], Math.fma(r1, d, FLOOR)) - FLOOR;
            v[i] = Math.fma(r2 * d, d, Math.fma(b2, v[i], FLOOR)) - FLOOR;
            p[i] = Math.fma(-h, m[i] / Math.fma((float) Math.sqrt(v[i]), c, eps), k * p[i]);
        }
    }
}
