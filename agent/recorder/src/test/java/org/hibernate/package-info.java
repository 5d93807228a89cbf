/** What a stack shows of Hibernate. */
@org.jspecify.annotations.NullMarked
package org.hibernate;
