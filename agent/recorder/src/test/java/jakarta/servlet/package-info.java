/** What a stack shows of a servlet. */
@org.jspecify.annotations.NullMarked
package jakarta.servlet;
