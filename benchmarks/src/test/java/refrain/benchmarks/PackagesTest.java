package refrain.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// The rules that the module's packages keep.
class PackagesTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("refrain.benchmarks");

    @Test
    void packages_haveNoCycles() {
        slices().matching("refrain.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void foreignLibraries_areKnownToPeersAndGoldenNumbersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("refrain.benchmarks.peer", "refrain.benchmarks.golden")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..", "org.deeplearning4j..", "org.nd4j..")
                .check(CODE);
    }

    @Test
    void code_isAllOfIt() {
        assertThat(CODE.stream().map(JavaClass::getPackageName).distinct()).hasSize(12);
    }
}
