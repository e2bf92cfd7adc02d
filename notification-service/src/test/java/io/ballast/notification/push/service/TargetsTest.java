package io.ballast.notification.push.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ballast.events.address.PublicAddresses;
import io.ballast.notification.push.service.Targets.ForbiddenTarget;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.1.2.3",
                "64:ff9b::a01:203",
                "2001:0:5ef5::1",
                "2001:db8::1",
                "2002:a01:203::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::1"
            })
    void givenAPrivateOrSpecialAddress_whenItIsLookedAt_thenItIsNotPublic(String address) throws UnknownHostException {
        assertFalse(PublicAddresses.contain(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "142.250.1.1",
                "2001:200::1",
                "2a00:1450:4001::1"
            })
    void givenAPublicAddress_whenItIsLookedAt_thenItIsPublic(String address) throws UnknownHostException {
        assertTrue(PublicAddresses.contain(InetAddress.getByName(address)));
    }

    @Test
    void givenANameThatStandsForThisMachine_whenItIsResolved_thenOnlyDevelopmentMayUseIt() {
        UncheckedIOException refusal =
                assertThrows(UncheckedIOException.class, () -> new Targets(false).resolve("localhost"));

        assertInstanceOf(ForbiddenTarget.class, refusal.getCause());
        assertTrue(new Targets(true).resolve("localhost").isLoopbackAddress());
    }

    @Test
    void givenDevelopment_whenATargetIsOnTheNetworkBehind_thenItIsStillForbidden() {
        assertThrows(UncheckedIOException.class, () -> new Targets(true).resolve("192.168.1.1"));
    }

    @Test
    void givenAFrame_whenItsTopicIsMade_thenItIsAlwaysTheSameAndShort() {
        assertEquals(Topic.of("k3:7"), Topic.of("k3:7"));
        assertTrue(Topic.of("k3:7").matches("[A-Za-z0-9_-]{32}"));
        assertFalse(Topic.of("k3:7").equals(Topic.of("k3:8")));
    }
}
