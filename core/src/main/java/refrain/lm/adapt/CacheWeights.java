package refrain.lm.adapt;

import refrain.kernel.Functions;

/// What a cache makes of a token's probability, from the likenesses s of the state to those it holds. From
/// the newest entry to the oldest of the last N:
/// ```
/// u(e) = exp(θ·s(e) − max θ·s)  in float       c(w) = Σ_{e followed by w} u(e)      S = Σ_e u(e)      in double
/// ln p(w) = ln((1 − λ)·exp(l(w)) + λ·c(w)/S)
///         = ln(1 − λ) + l(w)                      where c(w) is 0
///         = l(w)                                  where nothing is held
/// ```
final class CacheWeights {
    private final int size;
    private final float theta;
    private final double weight;
    private final double logRest;
    private final HiddenStates states;
    private final float[] u;
    private double total;
    private long newest; // exclusive
    private int held;

    CacheWeights(Adaptation.Cache settings, HiddenStates states) {
        size = settings.size();
        theta = (float) settings.theta();
        weight = settings.weight();
        logRest = StrictMath.log(1 - weight);
        this.states = states;
        u = new float[size];
    }

    /// Turns to what a state makes of the entries before `end`.
    /// @param scores its likeness to every column from `row` on
    void turnTo(long end, float[] scores, int row) {
        newest = end;
        held = (int) Math.min(size, end);
        float max = Float.NEGATIVE_INFINITY;
        for (int age = 0; age < held; age++) {
            u[age] = theta * scores[row + states.column(end - 1 - age)];
            max = Math.max(max, u[age]);
        }
        total = 0;
        for (int age = 0; age < held; age++) {
            u[age] = Functions.exp(u[age] - max);
            total += u[age];
        }
    }

    /// ln p of one token.
    /// @param logProbability what the model says
    float mix(int token, float logProbability) {
        double mass = 0;
        for (int age = 0; age < held; age++) {
            if (states.token(newest - 1 - age) == token) {
                mass += u[age];
            }
        }
        return mix(mass, logProbability);
    }

    /// ln p of every token, in place of what the model says.
    /// @param masses zeros, and zeros again afterwards
    void mixAll(double[] masses, float[] logProbabilities) {
        for (int age = 0; age < held; age++) {
            masses[states.token(newest - 1 - age)] += u[age];
        }
        for (int token = 0; token < masses.length; token++) {
            logProbabilities[token] = mix(masses[token], logProbabilities[token]);
            masses[token] = 0;
        }
    }

    private float mix(double mass, float logProbability) {
        if (held == 0) {
            return logProbability;
        }
        if (mass == 0 || weight == 0) {
            return (float) (logRest + logProbability);
        }
        double p = (1 - weight) * StrictMath.exp(logProbability) + weight * (mass / total);
        return (float) Math.min(0, StrictMath.log(p));
    }
}
