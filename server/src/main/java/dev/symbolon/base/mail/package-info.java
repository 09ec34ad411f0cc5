/** Sends mail by SMTP. */
@NullMarked
package dev.symbolon.base.mail;

import org.jspecify.annotations.NullMarked;
