/** What a stack shows of Spring's transactions. */
@org.jspecify.annotations.NullMarked
package org.springframework.transaction;
