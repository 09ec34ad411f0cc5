/**
 * JMH benchmarks of the parts that every token passes through: parse the request, authenticate the
 * client, redeem the code, mint and sign. {@code java -jar benchmarks/target/benchmarks.jar} runs
 * them.
 */
@NullMarked
package dev.symbolon.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
