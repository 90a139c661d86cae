package coop.ccci.abra;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the assumptions in the harness's {@code assumptions.yml} that a test checks of the stand-in. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Assumes {
    /** The ids of the assumptions. */
    String[] value();
}
