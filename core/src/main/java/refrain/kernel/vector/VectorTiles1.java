package refrain.kernel.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles one vector wide and one to six rows high. Written out because an accumulator is a register only as
/// a local variable of its own; every method is the same loop: load C, add A[m,k]·B[k,n] for k ascending, store C.
@SuppressWarnings("UnusedVariable") // every tile takes the same arguments, a tile of one row reads fewer
final class VectorTiles1 implements Tiles {
    private static final TileForm FORM = Width.tileForm(MethodHandles.lookup());
    private static final VectorSpecies<Float> S = FORM.species();
    private static final boolean ACROSS = FORM.across();
    private static final boolean STREAMING = FORM.streaming();
    private static final int A_STEP = ACROSS ? LINE : 1;

    VectorTiles1() {}

    @Override
    public int mostRows() {
        return 6;
    }

    @Override
    public int multiply(
            int rows,
            int inner,
            float[] a,
            int aAt,
            int aRow,
            float[] b,
            int bAt,
            float[] c,
            int cAt,
            int cRow,
            int ahead) {
        return switch (rows) {
            case 1 -> tile1(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            case 2 -> tile2(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            case 3 -> tile3(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            case 4 -> tile4(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            case 5 -> tile5(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            case 6 -> tile6(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            default -> throw new IllegalArgumentException("rows is %d; a tile has 1 to 6".formatted(rows));
        };
    }

    private static int tile1(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
        }
        c00.intoArray(c, cAt);
        return touched;
    }

    private static int tile2(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int r1 = cAt + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, r1);
        return touched;
    }

    private static int tile3(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int a2 = ACROSS ? aAt + 2 : a1 + aRow;
        int r1 = cAt + cRow;
        int r2 = r1 + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, r1);
        c20.intoArray(c, r2);
        return touched;
    }

    private static int tile4(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int a2 = ACROSS ? aAt + 2 : a1 + aRow;
        int a3 = ACROSS ? aAt + 3 : a2 + aRow;
        int r1 = cAt + cRow;
        int r2 = r1 + cRow;
        int r3 = r2 + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, r1);
        c20.intoArray(c, r2);
        c30.intoArray(c, r3);
        return touched;
    }

    private static int tile5(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int a2 = ACROSS ? aAt + 2 : a1 + aRow;
        int a3 = ACROSS ? aAt + 3 : a2 + aRow;
        int a4 = ACROSS ? aAt + 4 : a3 + aRow;
        int r1 = cAt + cRow;
        int r2 = r1 + cRow;
        int r3 = r2 + cRow;
        int r4 = r3 + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c40 = FloatVector.fromArray(S, c, r4);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + q]);
            c40 = x4.fma(b0, c40);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, r1);
        c20.intoArray(c, r2);
        c30.intoArray(c, r3);
        c40.intoArray(c, r4);
        return touched;
    }

    private static int tile6(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int a2 = ACROSS ? aAt + 2 : a1 + aRow;
        int a3 = ACROSS ? aAt + 3 : a2 + aRow;
        int a4 = ACROSS ? aAt + 4 : a3 + aRow;
        int a5 = ACROSS ? aAt + 5 : a4 + aRow;
        int r1 = cAt + cRow;
        int r2 = r1 + cRow;
        int r3 = r2 + cRow;
        int r4 = r3 + cRow;
        int r5 = r4 + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c40 = FloatVector.fromArray(S, c, r4);
        FloatVector c50 = FloatVector.fromArray(S, c, r5);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + q]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + q]);
            c50 = x5.fma(b0, c50);
        }
        c00.intoArray(c, cAt);
        c10.intoArray(c, r1);
        c20.intoArray(c, r2);
        c30.intoArray(c, r3);
        c40.intoArray(c, r4);
        c50.intoArray(c, r5);
        return touched;
    }
}
