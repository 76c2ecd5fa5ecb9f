/** The report in the formats that other tools read. It depends on the report alone. */
@NullMarked
package io.robustdb.format;

import org.jspecify.annotations.NullMarked;
