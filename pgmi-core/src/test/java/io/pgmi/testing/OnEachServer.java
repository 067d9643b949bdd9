// SPDX-License-Identifier: Apache-2.0
package io.pgmi.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs a test class, whose constructor takes an {@link OnEachServer.Server}, on the oldest and on the newest PostgreSQL. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass
@EnumSource(OnEachServer.Server.class)
public @interface OnEachServer {
    /** Which of the two. */
    enum Server {
        OLDEST,
        NEWEST;

        public TestPostgres postgres() {
            return this == OLDEST ? TestPostgres.oldest() : TestPostgres.newest();
        }
    }
}
