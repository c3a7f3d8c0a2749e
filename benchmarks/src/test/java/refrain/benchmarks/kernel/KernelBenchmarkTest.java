package refrain.benchmarks.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// What JMH would find too late: a kernel that is called with operands it does not take.
class KernelBenchmarkTest {
    static Stream<Class<? extends KernelBenchmark>> benchmarks() {
        return Stream.of(
                ActivationsBenchmark.class,
                CellsBenchmark.class,
                MaskingBenchmark.class,
                OptimizerBenchmark.class,
                ProductsBenchmark.class,
                RowsBenchmark.class,
                SoftmaxBenchmark.class);
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void benchmark_runsOnItsFirstParameters(Class<? extends KernelBenchmark> type) throws ReflectiveOperationException {
        Object benchmark = type.getConstructor().newInstance();
        for (Field field : annotated(type.getFields(), Param.class)) {
            String value = field.getAnnotation(Param.class).value()[0];
            field.set(benchmark, field.getType() == int.class ? (Object) Integer.valueOf(value) : value);
        }
        run(benchmark, Setup.class);
        assertThat(run(benchmark, Benchmark.class)).isPositive();
        run(benchmark, TearDown.class);
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void settings_areInherited(Class<? extends KernelBenchmark> type) {
        assertThat(type.getAnnotation(Fork.class).value()).isEqualTo(1);
    }

    @Test
    void values_areUniform_fromTheStartOfACacheLine() {
        float[] values = Values.uniform(1_000);
        assertThat(values).hasSize(Values.START + 1_000).isEqualTo(Values.uniform(1_000));
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isBetween(-1f, 1f);
            assertThat(i < Values.START && values[i] != 0).isFalse();
        }
    }

    private static int run(Object benchmark, Class<? extends Annotation> kind) throws ReflectiveOperationException {
        List<Method> methods = annotated(benchmark.getClass().getMethods(), kind);
        for (Method method : methods) {
            method.invoke(benchmark);
        }
        return methods.size();
    }

    private static <E extends AnnotatedElement> List<E> annotated(E[] elements, Class<? extends Annotation> kind) {
        return Arrays.stream(elements)
                .filter(element -> element.isAnnotationPresent(kind))
                .toList();
    }
}
