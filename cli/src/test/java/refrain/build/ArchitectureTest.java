package refrain.build;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The architecture's rules, on the classes of core and cli; and each rule shown able to fail.
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("refrain");

    private static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("kernel")
            .definedBy("refrain.kernel..")
            .layer("text")
            .definedBy("refrain.text..")
            .layer("nn")
            .definedBy("refrain.nn..")
            .layer("lm")
            .definedBy("refrain.lm..")
            .layer("train")
            .definedBy("refrain.train..")
            .layer("generate")
            .definedBy("refrain.generate..")
            .layer("eval")
            .definedBy("refrain.eval..")
            .layer("cli")
            .definedBy("refrain.cli..")
            .whereLayer("kernel")
            .mayNotAccessAnyLayer()
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("nn")
            .mayOnlyAccessLayers("kernel")
            .whereLayer("lm")
            .mayOnlyAccessLayers("kernel", "nn", "text")
            .whereLayer("train")
            .mayOnlyAccessLayers("kernel", "nn", "text", "lm")
            .whereLayer("generate")
            .mayOnlyAccessLayers("kernel", "text", "lm")
            .whereLayer("eval")
            .mayOnlyAccessLayers("text", "lm")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer();

    private static final ArchRule NO_CYCLES =
            slices().matching("refrain.(*)..").should().beFreeOfCycles();

    /// But for `Kernels`, which chooses among the twins of the kernels that its package defines.
    private static final ArchRule NO_CYCLES_OF_PACKAGES = slices().matching("refrain.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(nameMatching("refrain\\.kernel\\.Kernels"), resideInAPackage("refrain.kernel.vector"));

    private static final ArchRule INCUBATOR = noClasses()
            .that()
            .resideOutsideOfPackage("refrain.kernel.vector")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator..");

    private static final ArchRule STREAMS = noClasses()
            .that()
            .resideOutsideOfPackage("refrain.cli..")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .orShould()
            .callMethod(System.class, "exit", int.class);

    private static final ArchRule RANDOM = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, java.util.concurrent.ThreadLocalRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class);

    /// Their results may differ between machines; those of StrictMath may not.
    private static final ArchRule MATH = noClasses()
            .should()
            .callMethodWhere(
                    target(owner(nameMatching("java\\.lang\\.Math")))
                            .and(
                                    target(
                                            nameMatching(
                                                    "exp|expm1|log|log10|log1p|pow|sin|cos|tan|sinh|cosh|tanh|asin|acos|atan|atan2|cbrt|hypot"))));

    /// Their order of iteration changes from run to run.
    private static final ArchRule UNORDERED = noClasses()
            .that()
            .resideOutsideOfPackage("refrain.cli..")
            .should()
            .callMethodWhere(
                    target(owner(nameMatching("java\\.util\\.(Map|Set)"))).and(target(nameMatching("of"))));

    private static final ArchRule SERIALIZATION = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(java.io.ObjectInputStream.class, java.io.ObjectOutputStream.class);

    private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("refrain..");

    private static final ArchRule NO_INHERITANCE = classes().should(new ArchCondition<>("extend no class of ours") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean inherits = type.getRawSuperclass().filter(OURS).isPresent() && !type.isAssignableTo(Enum.class);
            events.add(new SimpleConditionEvent(type, !inherits, type.getName() + " extends a class of ours"));
        }
    });

    /// A library has no options: what to do it says in its own words, the command by the names of options.
    private static final Pattern OPTION = Pattern.compile("--(?!add-modules)[a-z]|REFRAIN_");

    private static final ArchRule NO_OPTIONS = classes()
            .that()
            .resideOutsideOfPackage("refrain.cli..")
            .should(new ArchCondition<>("name no option of the command") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    strings(type)
                            .forEach(text -> events.add(new SimpleConditionEvent(
                                    type,
                                    !OPTION.matcher(text).find(),
                                    "%s says \"%s\"".formatted(type.getName(), text))));
                }
            });

    /// The string constants of a class.
    private static List<String> strings(JavaClass type) {
        try (InputStream in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            List<String> strings = new ArrayList<>();
            for (PoolEntry entry : ClassFile.of().parse(in.readAllBytes()).constantPool()) {
                if (entry instanceof StringEntry string) {
                    strings.add(string.stringValue());
                }
            }
            return strings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final int TYPES_OF_A_PACKAGE = 20;

    /// Types inside others do not count: who reads a package's list sees its files.
    private static ArchRule packagesOfAtMost(int most) {
        return classes()
                .that()
                .areTopLevelClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should(new ArchCondition<>("stand in packages of at most %d types".formatted(most)) {
                    private final Map<String, Integer> counts = new TreeMap<>();

                    @Override
                    public void init(Collection<JavaClass> types) {
                        counts.clear();
                    }

                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        counts.merge(type.getPackageName(), 1, Integer::sum);
                    }

                    @Override
                    public void finish(ConditionEvents events) {
                        counts.forEach((name, count) -> events.add(new SimpleConditionEvent(
                                name, count <= most, "%s holds %d types".formatted(name, count))));
                    }
                });
    }

    static ArchRule[] rules() {
        return new ArchRule[] {
            ARROWS,
            NO_CYCLES,
            NO_CYCLES_OF_PACKAGES,
            INCUBATOR,
            STREAMS,
            RANDOM,
            MATH,
            UNORDERED,
            SERIALIZATION,
            NO_INHERITANCE,
            NO_OPTIONS,
            packagesOfAtMost(TYPES_OF_A_PACKAGE)
        };
    }

    @ParameterizedTest
    @MethodSource("rules")
    void code_keepsTheRule(ArchRule rule) {
        rule.check(CODE);
    }

    @Test
    void code_isAllOfIt() {
        assertThat(CODE.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "refrain.kernel",
                        "refrain.kernel.vector",
                        "refrain.text",
                        "refrain.nn",
                        "refrain.nn.cell",
                        "refrain.nn.weights",
                        "refrain.nn.network",
                        "refrain.nn.operation",
                        "refrain.nn.recurrence",
                        "refrain.nn.loss",
                        "refrain.nn.tape",
                        "refrain.nn.step",
                        "refrain.refusal",
                        "refrain.lm",
                        "refrain.train",
                        "refrain.generate",
                        "refrain.eval",
                        "refrain.cli");
        assertThat(CODE).hasSizeGreaterThan(150);
    }

    static ArchRule[] rulesBrokenHere() {
        return new ArchRule[] {INCUBATOR, STREAMS, RANDOM, MATH, UNORDERED, SERIALIZATION, NO_INHERITANCE, NO_OPTIONS};
    }

    @ParameterizedTest
    @MethodSource("rulesBrokenHere")
    void offender_isFound(ArchRule rule) {
        JavaClasses offenders = new ClassFileImporter().importClasses(Offender.class, Offender.Child.class);

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.check(offenders));
    }

    @Test
    void package_ofManyTypes_isFound() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> packagesOfAtMost(3).check(CODE))
                .withMessageContaining("refrain.text.pretoken holds 4 types");
    }

    /// Breaks every rule that a single class can break.
    static class Offender {
        static class Child extends Offender {}

        double everything(List<String> list) throws IOException {
            Collections.shuffle(list);
            System.out.println(Map.of("start anew (--overwrite)", new Random(1)));
            Object vector = jdk.incubator.vector.FloatVector.SPECIES_PREFERRED;
            try (InputStream in = new java.io.ObjectInputStream(InputStream.nullInputStream())) {
                return Math.exp(in.read()) + vector.hashCode();
            }
        }
    }
}
