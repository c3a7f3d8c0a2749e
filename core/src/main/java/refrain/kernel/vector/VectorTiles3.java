package refrain.kernel.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Register tiles three vectors wide and one to eight rows high. Written out because an accumulator is a
/// register only as a local variable of its own; every method is the same loop: load C, add A[m,k]·B[k,n]
/// for k ascending, store C.
@SuppressWarnings("UnusedVariable") // every tile takes the same arguments, a tile of one row reads fewer
final class VectorTiles3 implements Tiles {
    private static final TileForm FORM = Width.tileForm(MethodHandles.lookup());
    private static final VectorSpecies<Float> S = FORM.species();
    private static final boolean ACROSS = FORM.across();
    private static final boolean STREAMING = FORM.streaming();
    private static final int A_STEP = ACROSS ? LINE : 1;
    private static final int L = S.length();

    VectorTiles3() {}

    @Override
    public int mostRows() {
        return 8;
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
            case 7 -> tile7(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            case 8 -> tile8(inner, a, aAt, aRow, b, bAt, c, cAt, cRow, ahead);
            default -> throw new IllegalArgumentException("rows is %d; a tile has 1 to 8".formatted(rows));
        };
    }

    private static int tile1(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        return touched;
    }

    private static int tile2(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int r1 = cAt + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c21 = FloatVector.fromArray(S, c, r2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, r2 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c21 = FloatVector.fromArray(S, c, r2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, r2 + 2 * L);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c31 = FloatVector.fromArray(S, c, r3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, r3 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + L);
        c32.intoArray(c, r3 + 2 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c21 = FloatVector.fromArray(S, c, r2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, r2 + 2 * L);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c31 = FloatVector.fromArray(S, c, r3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, r3 + 2 * L);
        FloatVector c40 = FloatVector.fromArray(S, c, r4);
        FloatVector c41 = FloatVector.fromArray(S, c, r4 + L);
        FloatVector c42 = FloatVector.fromArray(S, c, r4 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + q]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + L);
        c32.intoArray(c, r3 + 2 * L);
        c40.intoArray(c, r4);
        c41.intoArray(c, r4 + L);
        c42.intoArray(c, r4 + 2 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c21 = FloatVector.fromArray(S, c, r2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, r2 + 2 * L);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c31 = FloatVector.fromArray(S, c, r3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, r3 + 2 * L);
        FloatVector c40 = FloatVector.fromArray(S, c, r4);
        FloatVector c41 = FloatVector.fromArray(S, c, r4 + L);
        FloatVector c42 = FloatVector.fromArray(S, c, r4 + 2 * L);
        FloatVector c50 = FloatVector.fromArray(S, c, r5);
        FloatVector c51 = FloatVector.fromArray(S, c, r5 + L);
        FloatVector c52 = FloatVector.fromArray(S, c, r5 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + q]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + q]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + L);
        c32.intoArray(c, r3 + 2 * L);
        c40.intoArray(c, r4);
        c41.intoArray(c, r4 + L);
        c42.intoArray(c, r4 + 2 * L);
        c50.intoArray(c, r5);
        c51.intoArray(c, r5 + L);
        c52.intoArray(c, r5 + 2 * L);
        return touched;
    }

    private static int tile7(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int a2 = ACROSS ? aAt + 2 : a1 + aRow;
        int a3 = ACROSS ? aAt + 3 : a2 + aRow;
        int a4 = ACROSS ? aAt + 4 : a3 + aRow;
        int a5 = ACROSS ? aAt + 5 : a4 + aRow;
        int a6 = ACROSS ? aAt + 6 : a5 + aRow;
        int r1 = cAt + cRow;
        int r2 = r1 + cRow;
        int r3 = r2 + cRow;
        int r4 = r3 + cRow;
        int r5 = r4 + cRow;
        int r6 = r5 + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c21 = FloatVector.fromArray(S, c, r2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, r2 + 2 * L);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c31 = FloatVector.fromArray(S, c, r3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, r3 + 2 * L);
        FloatVector c40 = FloatVector.fromArray(S, c, r4);
        FloatVector c41 = FloatVector.fromArray(S, c, r4 + L);
        FloatVector c42 = FloatVector.fromArray(S, c, r4 + 2 * L);
        FloatVector c50 = FloatVector.fromArray(S, c, r5);
        FloatVector c51 = FloatVector.fromArray(S, c, r5 + L);
        FloatVector c52 = FloatVector.fromArray(S, c, r5 + 2 * L);
        FloatVector c60 = FloatVector.fromArray(S, c, r6);
        FloatVector c61 = FloatVector.fromArray(S, c, r6 + L);
        FloatVector c62 = FloatVector.fromArray(S, c, r6 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + q]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + q]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            FloatVector x6 = FloatVector.broadcast(S, a[a6 + q]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            c62 = x6.fma(b2, c62);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + L);
        c32.intoArray(c, r3 + 2 * L);
        c40.intoArray(c, r4);
        c41.intoArray(c, r4 + L);
        c42.intoArray(c, r4 + 2 * L);
        c50.intoArray(c, r5);
        c51.intoArray(c, r5 + L);
        c52.intoArray(c, r5 + 2 * L);
        c60.intoArray(c, r6);
        c61.intoArray(c, r6 + L);
        c62.intoArray(c, r6 + 2 * L);
        return touched;
    }

    private static int tile8(
            int inner, float[] a, int aAt, int aRow, float[] b, int bAt, float[] c, int cAt, int cRow, int ahead) {
        int touched = 0;
        int a1 = ACROSS ? aAt + 1 : aAt + aRow;
        int a2 = ACROSS ? aAt + 2 : a1 + aRow;
        int a3 = ACROSS ? aAt + 3 : a2 + aRow;
        int a4 = ACROSS ? aAt + 4 : a3 + aRow;
        int a5 = ACROSS ? aAt + 5 : a4 + aRow;
        int a6 = ACROSS ? aAt + 6 : a5 + aRow;
        int a7 = ACROSS ? aAt + 7 : a6 + aRow;
        int r1 = cAt + cRow;
        int r2 = r1 + cRow;
        int r3 = r2 + cRow;
        int r4 = r3 + cRow;
        int r5 = r4 + cRow;
        int r6 = r5 + cRow;
        int r7 = r6 + cRow;
        FloatVector c00 = FloatVector.fromArray(S, c, cAt);
        FloatVector c01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector c02 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector c10 = FloatVector.fromArray(S, c, r1);
        FloatVector c11 = FloatVector.fromArray(S, c, r1 + L);
        FloatVector c12 = FloatVector.fromArray(S, c, r1 + 2 * L);
        FloatVector c20 = FloatVector.fromArray(S, c, r2);
        FloatVector c21 = FloatVector.fromArray(S, c, r2 + L);
        FloatVector c22 = FloatVector.fromArray(S, c, r2 + 2 * L);
        FloatVector c30 = FloatVector.fromArray(S, c, r3);
        FloatVector c31 = FloatVector.fromArray(S, c, r3 + L);
        FloatVector c32 = FloatVector.fromArray(S, c, r3 + 2 * L);
        FloatVector c40 = FloatVector.fromArray(S, c, r4);
        FloatVector c41 = FloatVector.fromArray(S, c, r4 + L);
        FloatVector c42 = FloatVector.fromArray(S, c, r4 + 2 * L);
        FloatVector c50 = FloatVector.fromArray(S, c, r5);
        FloatVector c51 = FloatVector.fromArray(S, c, r5 + L);
        FloatVector c52 = FloatVector.fromArray(S, c, r5 + 2 * L);
        FloatVector c60 = FloatVector.fromArray(S, c, r6);
        FloatVector c61 = FloatVector.fromArray(S, c, r6 + L);
        FloatVector c62 = FloatVector.fromArray(S, c, r6 + 2 * L);
        FloatVector c70 = FloatVector.fromArray(S, c, r7);
        FloatVector c71 = FloatVector.fromArray(S, c, r7 + L);
        FloatVector c72 = FloatVector.fromArray(S, c, r7 + 2 * L);
        for (int k = 0; k < inner; k++) {
            int p = bAt + k * PANEL;
            int q = k * A_STEP;
            FloatVector b0 = FloatVector.fromArray(S, b, p);
            FloatVector b1 = FloatVector.fromArray(S, b, p + L);
            FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * L);
            if (STREAMING) {
                touched += Float.floatToRawIntBits(b[ahead + k * LINE]);
            }
            FloatVector x0 = FloatVector.broadcast(S, a[aAt + q]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + q]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + q]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + q]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + q]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + q]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            FloatVector x6 = FloatVector.broadcast(S, a[a6 + q]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            c62 = x6.fma(b2, c62);
            FloatVector x7 = FloatVector.broadcast(S, a[a7 + q]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            c72 = x7.fma(b2, c72);
        }
        c00.intoArray(c, cAt);
        c01.intoArray(c, cAt + L);
        c02.intoArray(c, cAt + 2 * L);
        c10.intoArray(c, r1);
        c11.intoArray(c, r1 + L);
        c12.intoArray(c, r1 + 2 * L);
        c20.intoArray(c, r2);
        c21.intoArray(c, r2 + L);
        c22.intoArray(c, r2 + 2 * L);
        c30.intoArray(c, r3);
        c31.intoArray(c, r3 + L);
        c32.intoArray(c, r3 + 2 * L);
        c40.intoArray(c, r4);
        c41.intoArray(c, r4 + L);
        c42.intoArray(c, r4 + 2 * L);
        c50.intoArray(c, r5);
        c51.intoArray(c, r5 + L);
        c52.intoArray(c, r5 + 2 * L);
        c60.intoArray(c, r6);
        c61.intoArray(c, r6 + L);
        c62.intoArray(c, r6 + 2 * L);
        c70.intoArray(c, r7);
        c71.intoArray(c, r7 + L);
        c72.intoArray(c, r7 + 2 * L);
        return touched;
    }
}
