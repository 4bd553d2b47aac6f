package io.sluice.ingress;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** How the packages of this service stand to each other and to the outside. */
class StructureTest {
    private static final Set<String> READS_OF_THE_CLOCK = Set.of("now", "currentTimeMillis");

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.sluice.ingress");

    @Test
    void noPackagesNeedEachOtherInACircle() {
        slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void nothingOfAnotherServiceIsNeeded() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("io.sluice..")
                        .or(resideInAnyPackage("io.sluice.ingress..", "io.sluice.operations..", "io.sluice.schemas..")))
                .check(SERVICE);
    }

    // Time comes in as a value, from the one clock that a test can set.
    @Test
    void theClockOfTheSystemIsReadByTheApplicationAlone() {
        noClasses()
                .that()
                .areNotAnnotatedWith(SpringBootApplication.class)
                .should()
                .callCodeUnitWhere(
                        describe("the target reads the clock of the system", call -> readsTheClock(call.getTarget())))
                .check(SERVICE);
    }

    private static boolean readsTheClock(CodeUnitCallTarget target) {
        boolean makesAClock = target.getOwner().isEquivalentTo(Clock.class)
                && target.getName().startsWith("system");
        boolean readsOne = READS_OF_THE_CLOCK.contains(target.getName())
                && target.getRawParameterTypes().isEmpty();
        return makesAClock || readsOne;
    }

    @Test
    void aTypeIsPublicOnlyWhereAnotherPackageNeedsIt() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotAnnotatedWith(SpringBootApplication.class)
                .should(bePublicOnlyIfAnotherPackageNeedsThem())
                .check(SERVICE);
    }

    private static ArchCondition<JavaClass> bePublicOnlyIfAnotherPackageNeedsThem() {
        return new ArchCondition<>("be public only if another package needs them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isPublic = type.getModifiers().contains(JavaModifier.PUBLIC);
                boolean needed = type.getDirectDependenciesToSelf().stream()
                        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
                if (isPublic && !needed) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is public for nobody"));
                }
            }
        };
    }
}
