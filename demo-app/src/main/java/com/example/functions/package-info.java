/**
 * AWS Lambda functions over PostgreSQL, one for each thing that goes wrong with connections there, and one that is right.
 * Each has a method for the runtime to call and nothing else of AWS. They know nothing of Connwake.
 */
@NullMarked
package com.example.functions;

import org.jspecify.annotations.NullMarked;
