package refrain.kernel;

import org.junit.jupiter.api.Nested;

class SoftmaxTest {
    @Nested
    class Plain extends SoftmaxContract {
        Plain() {
            super(Kernels.named("plain").softmax());
        }
    }

    @Nested
    class Vector128 extends SoftmaxContract {
        Vector128() {
            super(Kernels.named("vector128").softmax());
        }
    }

    @Nested
    class Vector256 extends SoftmaxContract {
        Vector256() {
            super(Kernels.named("vector256").softmax());
        }
    }

    @Nested
    class Vector512 extends SoftmaxContract {
        Vector512() {
            super(Kernels.named("vector512").softmax());
        }
    }
}
