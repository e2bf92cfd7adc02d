/**
 * What the services' tests share. The libraries it is written with (JUnit, REST Assured, Awaitility, ArchUnit) are the
 * services' own test dependencies: this module brings none of them to who only starts parts.
 */
package io.ballast.infrastructure.testkit;
