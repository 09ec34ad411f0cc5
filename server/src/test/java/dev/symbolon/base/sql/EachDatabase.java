package dev.symbolon.base.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test that runs on SQLite and on PostgreSQL. It takes a {@link Database}, new, empty, migrated,
 * and closed after the test; or a {@link TestStorage}, to open the same data several times.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "on {argumentSetName}")
@ArgumentsSource(EachDatabase.Engines.class)
public @interface EachDatabase {

    /** Opens what the test's parameter asks for. */
    final class Engines implements ArgumentsProvider {
        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            boolean storage =
                    context.getRequiredTestMethod().getParameterTypes()[0] == TestStorage.class;
            return Stream.of(TestStorage.Engine.values())
                    .map(engine -> {
                        TestStorage fresh = engine.fresh();
                        return Arguments.argumentSet(
                                engine.title(), storage ? fresh : fresh.open());
                    });
        }
    }
}
