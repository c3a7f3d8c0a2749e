package refrain.nn.tape;

import java.util.ArrayList;
import java.util.List;
import refrain.nn.LayerConfig;

/// `x ← 2σ(Q·h)∘x`, `h ← 2σ(R·x)∘h`, in turn, then an LSTM: Melis, Kočiský and Blunsom (2020), equations 1 and 2.
record MogrifierFormula(CellFormula.Weights weights, LayerConfig.Mogrifier layer) implements CellFormula {
    /// One round.
    private record Round(List<Matrix> maps, double[] from, double[] inner, double[] gates, double[] target) {
        static Round of(List<Matrix> maps, double[] from, double[] target) {
            double[] inner = maps.size() == 1 ? from : maps.get(1).times(from);
            double[] gates = maps.getFirst().times(inner);
            for (int i = 0; i < gates.length; i++) {
                gates[i] = CellFormula.sigmoid(gates[i]);
            }
            return new Round(maps, from, inner, gates, target);
        }

        double[] result() {
            double[] result = new double[gates.length];
            for (int i = 0; i < result.length; i++) {
                result[i] = 2 * gates[i] * target[i];
            }
            return result;
        }

        double[] targetBack(double[] d) {
            double[] dTarget = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                dTarget[i] = d[i] * 2 * gates[i];
            }
            return dTarget;
        }

        double[] fromBack(double[] d) {
            double[] dGates = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                dGates[i] = d[i] * target[i] * 2 * gates[i] * (1 - gates[i]);
            }
            maps.getFirst().addOuter(dGates, inner);
            double[] dInner = maps.getFirst().transposedTimes(dGates);
            if (maps.size() == 1) {
                return dInner;
            }
            maps.get(1).addOuter(dInner, from);
            return maps.get(1).transposedTimes(dInner);
        }
    }

    private List<Matrix> maps(int round) {
        String name = "mogrifier_" + round;
        return layer.rank() == 0
                ? List.of(weights.named().apply(name))
                : List.of(weights.named().apply(name + "_left"), weights.named().apply(name + "_right"));
    }

    @Override
    public Step step(double[] x, double[] h, double[] c) {
        List<Round> rounds = new ArrayList<>();
        double[] modulatedX = x;
        double[] modulatedH = h;
        for (int i = 1; i <= layer.rounds(); i++) {
            if (i % 2 == 1) {
                rounds.add(Round.of(maps(i), modulatedH, modulatedX));
                modulatedX = rounds.getLast().result();
            } else {
                rounds.add(Round.of(maps(i), modulatedX, modulatedH));
                modulatedH = rounds.getLast().result();
            }
        }
        return new Taken(rounds, new LstmFormula(weights, false, true).step(modulatedX, modulatedH, c));
    }

    private record Taken(List<Round> rounds, Step lstm) implements Step {
        @Override
        public double[] h() {
            return lstm.h();
        }

        @Override
        public double[] c() {
            return lstm.c();
        }

        @Override
        public Back back(double[] dh, double[] dc) {
            Back back = lstm.back(dh, dc);
            double[] dx = back.dx();
            double[] dHidden = back.dh();
            for (int i = rounds.size(); i >= 1; i--) {
                Round round = rounds.get(i - 1);
                if (i % 2 == 1) {
                    dHidden = CellFormula.sum(dHidden, round.fromBack(dx));
                    dx = round.targetBack(dx);
                } else {
                    dx = CellFormula.sum(dx, round.fromBack(dHidden));
                    dHidden = round.targetBack(dHidden);
                }
            }
            return new Back(dx, dHidden, back.dc());
        }
    }
}
