/** A library as applications use it: packed into a jar, apart from the application's classes. */
@NullMarked
package lib.template;

import org.jspecify.annotations.NullMarked;
