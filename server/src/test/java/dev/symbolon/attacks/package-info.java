/** What a careful attacker would try, each a named test. */
package dev.symbolon.attacks;
