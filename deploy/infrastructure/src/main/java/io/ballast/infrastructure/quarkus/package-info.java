/** The parts for {@code @QuarkusTest}: started once for all tests of a module, on ports of their own. */
package io.ballast.infrastructure.quarkus;
