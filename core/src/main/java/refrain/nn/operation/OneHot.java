package refrain.nn.operation;

import java.util.Arrays;
import refrain.kernel.Masking;
import refrain.kernel.team.Worker;

/// The indicator vector of each token, never stored but for its one: 1, or with dropout 0 or 1/(1 − rate). The mask is
/// that of the whole vector's elements, `row·V + token`, as [Dropout] would number them; a locked mask has the rows of
/// the first step at all steps. Whole tokens may be dropped besides.
public final class OneHot implements Operation {
    private final int vocabulary;
    private final float rate;
    private final boolean locked;
    private final int site;
    private final TokenDropout tokens;
    private final Source.Tokens output;

    public OneHot(
            int[] inputs, int vocabulary, Window window, float rate, boolean locked, int site, TokenDropout tokens) {
        this.vocabulary = vocabulary;
        this.rate = rate;
        this.locked = locked;
        this.site = site;
        this.tokens = tokens;
        float[] scales = new float[window.rowCapacity()];
        Arrays.fill(scales, 1f);
        output = new Source.Tokens(inputs, scales);
    }

    public Source output() {
        return output;
    }

    @Override
    public void forward(Worker worker, Window window) {
        if (rate == 0 && tokens.rate() == 0) {
            return;
        }
        long key = window.key(site);
        long tokenKey = window.key(tokens.site());
        for (int row = worker.from(window.rows()); row < worker.to(window.rows()); row++) {
            int token = output.tokens()[row];
            int element = (locked ? row % window.streams() : row) * vocabulary + token;
            boolean kept = Masking.keeps(key, element, rate);
            output.scales()[row] = kept ? Masking.scale(rate) * tokens.scale(tokenKey, token) : 0f;
        }
    }

    @Override
    public void backward(Worker worker, Window window) {
        // a one-hot input has no gradient of its own
    }
}
