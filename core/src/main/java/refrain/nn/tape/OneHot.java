package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.Masking;
import refrain.kernel.Worker;

/// The indicator vector of each token, never stored but for its one: 1, or with dropout 0 or 1/(1 − rate). The mask is
/// that of the whole vector's elements, `row·V + token`, as [Dropout] would number them.
final class OneHot implements Operation {
    private final int vocabulary;
    private final float rate;
    private final int site;
    private final Source.Tokens output;

    OneHot(int[] tokens, int vocabulary, Window window, float rate, int site) {
        this.vocabulary = vocabulary;
        this.rate = rate;
        this.site = site;
        float[] scales = new float[window.rowCapacity()];
        Arrays.fill(scales, 1f);
        output = new Source.Tokens(tokens, scales);
    }

    Source output() {
        return output;
    }

    @Override
    public void forward(Worker worker, Window window) {
        if (rate == 0) {
            return;
        }
        long key = window.key(site);
        for (int row = worker.from(window.rows()); row < worker.to(window.rows()); row++) {
            boolean kept = Masking.keeps(key, row * vocabulary + output.tokens()[row], rate);
            output.scales()[row] = kept ? Masking.scale(rate) : 0f;
        }
    }

    @Override
    public void backward(Worker worker, Window window) {
        // a one-hot input has no gradient of its own
    }
}
