package refrain.nn.tape;

import java.util.List;
import java.util.stream.Stream;

/// An adaptive softmax: `ln p(v) = ln q_v`, or in cluster i `ln q_(c₀+i) + ln t_(v − c_i)`, for one row.
record AdaptiveFormula(List<Integer> cutoffs, SoftmaxFormula head, List<Matrix> projections, List<SoftmaxFormula> tails)
        implements OutputFormula {
    @Override
    public double[] forward(double[] h) {
        double[] first = head.forward(h);
        int vocabulary = cutoffs.getLast() + tails.getLast().w().rows;
        double[] all = new double[vocabulary];
        System.arraycopy(first, 0, all, 0, cutoffs.getFirst());
        for (int i = 0; i < tails.size(); i++) {
            double[] tail = tails.get(i).forward(projections.get(i).times(h));
            for (int v = 0; v < tail.length; v++) {
                all[cutoffs.get(i) + v] = first[cutoffs.getFirst() + i] + tail[v];
            }
        }
        return all;
    }

    @Override
    public double loss(double[] logProbabilities, int target, float smoothing) {
        return -logProbabilities[target];
    }

    @Override
    public double[] back(double[] logProbabilities, double[] h, int target, double scale, float smoothing) {
        int cluster = cutoffs.size() - 1;
        while (cluster >= 0 && target < cutoffs.get(cluster)) {
            cluster--;
        }
        int entry = cluster < 0 ? target : cutoffs.getFirst() + cluster;
        double[] dh = head.back(head.forward(h), h, entry, scale, 0);
        if (cluster < 0) {
            return dh;
        }
        Matrix projection = projections.get(cluster);
        SoftmaxFormula tail = tails.get(cluster);
        double[] y = projection.times(h);
        double[] dy = tail.back(tail.forward(y), y, target - cutoffs.get(cluster), scale, 0);
        projection.addOuter(dy, h);
        return CellFormula.sum(dh, projection.transposedTimes(dy));
    }

    @Override
    public List<Matrix> connections() {
        return Stream.concat(Stream.of(head), tails.stream())
                .map(SoftmaxFormula::w)
                .toList();
    }
}
