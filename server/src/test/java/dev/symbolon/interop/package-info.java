/** Well-kept clients of others walk the whole protocol, and a killed server is started again. */
@org.jspecify.annotations.NullMarked
package dev.symbolon.interop;
