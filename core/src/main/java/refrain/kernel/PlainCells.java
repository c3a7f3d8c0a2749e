package refrain.kernel;

/// The definition of [Cells].
final class PlainCells implements Cells {
    @Override
    public void lstmCell(States states, Place place) {
        float[] gates = states.gates();
        float[] cell = states.cell();
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * Products.PANEL;
            for (int j = 0; j < BLOCK; j++) {
                float i = gates[at + j];
                float f = gates[at + BLOCK + j];
                float g = Functions.tanh(gates[at + 3 * BLOCK + j]);
                float c = cell[place.previous + row * place.stride + j];
                gates[at + 3 * BLOCK + j] = g;
                cell[place.state + row * place.stride + j] = Math.fma(f, c, i * g);
            }
        }
    }

    @Override
    public void lstmHidden(States states, Place place) {
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * Products.PANEL + 2 * BLOCK;
            int state = place.state + row * place.stride;
            for (int j = 0; j < BLOCK; j++) {
                float tanhC = Functions.tanh(states.cell()[state + j]);
                states.tanhCell()[state + j] = tanhC;
                states.hidden()[state + j] = states.gates()[at + j] * tanhC;
            }
        }
    }

    @Override
    public void capInput(States states, Place place) {
        float[] gates = states.gates();
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * Products.PANEL;
            for (int j = 0; j < BLOCK; j++) {
                float bound = 1f - gates[at + BLOCK + j];
                gates[at + j] = gates[at + j] > bound ? bound : gates[at + j];
            }
        }
    }

    @Override
    public void lstmBackward(States states, Gradients gradients, Place place, int cellAt, int rowsAt) {
        backward(states, gradients, place, cellAt, rowsAt, false);
    }

    @Override
    public void cappedBackward(States states, Gradients gradients, Place place, int cellAt, int rowsAt) {
        backward(states, gradients, place, cellAt, rowsAt, true);
    }

    private static void backward(
            States states, Gradients gradients, Place place, int cellAt, int rowsAt, boolean capped) {
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j++) {
                backward(
                        states,
                        gradients,
                        place,
                        place.gates + row * Products.PANEL + j,
                        row * place.stride + j,
                        cellAt + row * place.stride + j,
                        rowsAt + row * 4 * place.stride + j,
                        capped);
            }
        }
    }

    private static void backward(
            States states,
            Gradients gradients,
            Place place,
            int gate,
            int unit,
            int cellAt,
            int rowsAt,
            boolean capped) {
        float[] gates = states.gates();
        float i = gates[gate];
        float f = gates[gate + BLOCK];
        float o = gates[gate + 2 * BLOCK];
        float g = gates[gate + 3 * BLOCK];
        float c = states.cell()[place.previous + unit];
        float tanhC = states.tanhCell()[place.state + unit];
        float dh = gradients.hidden()[place.state + unit];
        float dc = Math.fma(dh * o, Math.fma(-tanhC, tanhC, 1f), gradients.cell()[cellAt]);
        boolean follows = capped && i == 1f - f;
        float di = follows ? 0f : Cells.flush((dc * g) * (i * (1f - i)));
        float df = Cells.flush((dc * (follows ? c - g : c)) * (f * (1f - f)));
        float dg = Cells.flush((dc * i) * Math.fma(-g, g, 1f));
        float dO = Cells.flush((dh * tanhC) * (o * (1f - o)));
        gradients.cell()[cellAt] = Cells.flush(dc * f);
        gates[gate] = di;
        gates[gate + BLOCK] = df;
        gates[gate + 2 * BLOCK] = dO;
        gates[gate + 3 * BLOCK] = dg;
        gradients.rows()[rowsAt] = di;
        gradients.rows()[rowsAt + place.stride] = df;
        gradients.rows()[rowsAt + 2 * place.stride] = dg;
        gradients.rows()[rowsAt + 3 * place.stride] = dO;
    }

    @Override
    public void gruHidden(States states, Place place) {
        float[] gates = states.gates();
        float[] hidden = states.hidden();
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * Products.PANEL;
            for (int j = 0; j < BLOCK; j++) {
                float r = gates[at + BLOCK + j];
                float z = gates[at + 2 * BLOCK + j];
                float m = gates[at + 3 * BLOCK + j];
                float n = Functions.tanh(Math.fma(r, m, gates[at + j]));
                float h = hidden[place.previous + row * place.stride + j];
                gates[at + j] = n;
                hidden[place.state + row * place.stride + j] = Math.fma(z, h - n, n);
            }
        }
    }

    @Override
    public void gruBackward(States states, Gradients gradients, Place place, int rowsAt) {
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j++) {
                gruBackward(
                        states,
                        gradients,
                        place,
                        place.gates + row * Products.PANEL + j,
                        row * place.stride + j,
                        rowsAt + row * 4 * place.stride + j);
            }
        }
    }

    private static void gruBackward(States states, Gradients gradients, Place place, int gate, int unit, int rowsAt) {
        float[] gates = states.gates();
        float n = gates[gate];
        float r = gates[gate + BLOCK];
        float z = gates[gate + 2 * BLOCK];
        float m = gates[gate + 3 * BLOCK];
        float h = states.hidden()[place.previous + unit];
        float dh = gradients.hidden()[place.state + unit];
        float dz = Cells.flush((dh * (h - n)) * (z * (1f - z)));
        float dn = Cells.flush((dh * (1f - z)) * Math.fma(-n, n, 1f));
        float dr = Cells.flush((dn * m) * (r * (1f - r)));
        float dm = Cells.flush(dn * r);
        gradients.hidden()[place.previous + unit] =
                Cells.flush(Math.fma(dh, z, gradients.hidden()[place.previous + unit]));
        gates[gate] = dn;
        gates[gate + BLOCK] = dr;
        gates[gate + 2 * BLOCK] = dz;
        gates[gate + 3 * BLOCK] = dm;
        gradients.rows()[rowsAt] = dn;
        gradients.rows()[rowsAt + place.stride] = dr;
        gradients.rows()[rowsAt + 2 * place.stride] = dz;
        gradients.rows()[rowsAt + 3 * place.stride] = dm;
    }

    @Override
    public void tanhBackward(States states, Gradients gradients, Place place, int columns, int rowsAt) {
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * Products.PANEL;
            int unit = place.state + row * place.stride;
            int to = rowsAt + row * place.stride;
            for (int j = 0; j < columns; j++) {
                float h = states.hidden()[unit + j];
                float d = Cells.flush(gradients.hidden()[unit + j] * Math.fma(-h, h, 1f));
                states.gates()[gate + j] = d;
                gradients.rows()[to + j] = d;
            }
        }
    }

    @Override
    public void rectifyForward(States states, Place place, int columns) {
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * Products.PANEL;
            int unit = place.state + row * place.stride;
            for (int j = 0; j < columns; j++) {
                float x = states.gates()[gate + j];
                states.hidden()[unit + j] = x <= 0 ? 0f : x;
            }
        }
    }

    @Override
    public void rectifyBackward(States states, Gradients gradients, Place place, int columns, int rowsAt) {
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * Products.PANEL;
            int unit = place.state + row * place.stride;
            int to = rowsAt + row * place.stride;
            for (int j = 0; j < columns; j++) {
                float d = states.hidden()[unit + j] > 0 ? Cells.flush(gradients.hidden()[unit + j]) : 0f;
                states.gates()[gate + j] = d;
                gradients.rows()[to + j] = d;
            }
        }
    }
}
