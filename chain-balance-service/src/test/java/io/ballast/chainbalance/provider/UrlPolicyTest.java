package io.ballast.chainbalance.provider;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {

    private final UrlPolicy policy = new UrlPolicy(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8545",
                "http://localhost:8545",
                "http://node.localhost",
                "http://10.1.2.3",
                "http://172.16.0.1",
                "http://192.168.1.1",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1",
                "http://0.0.0.0",
                "http://[::1]:8545",
                "http://[fd00::1]",
                "http://[fe80::1]",
                "http://[::ffff:127.0.0.1]",
                "http://224.0.0.1",
                "http://1.2.3.4.5"
            })
    void givenAPrivateAddress_whenChecked_thenItIsRefused(String url) {
        // then
        assertThrows(IllegalArgumentException.class, () -> policy.checked(url, "setting"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://polygon-rpc.example", "https://8.8.8.8/v1", "http://[2606:4700::1111]"})
    void givenAPublicAddressOrAName_whenChecked_thenItIsAccepted(String url) {
        // then
        assertEquals(url, policy.checked(url, "setting").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "file:///etc/passwd", "host:8545", "https:///path", "http://a b", ""})
    void givenWhatIsNoHttpUrl_whenChecked_thenItIsRefused(String url) {
        // then
        assertThrows(IllegalArgumentException.class, () -> policy.checked(url, "setting"));
    }

    @Test
    void givenAnAllowListedPrivateHost_whenChecked_thenItAloneIsAccepted() {
        // given
        UrlPolicy lenient = new UrlPolicy(List.of(), List.of("127.0.0.1", "localhost"));

        // then
        assertDoesNotThrow(() -> lenient.checked("http://127.0.0.1:8545", "setting"));
        assertDoesNotThrow(() -> lenient.resolve("localhost"));
        assertThrows(IllegalArgumentException.class, () -> lenient.checked("http://127.0.0.2:8545", "setting"));
    }

    @Test
    void givenListedHosts_whenChecked_thenNoOtherIsAccepted() {
        // given
        UrlPolicy listed = new UrlPolicy(List.of("polygon-rpc.example"), List.of("localhost"));

        // then
        assertDoesNotThrow(() -> listed.checked("https://polygon-rpc.example/key", "setting"));
        assertDoesNotThrow(() -> listed.checked("http://localhost:8545", "setting"));
        assertThrows(IllegalArgumentException.class, () -> listed.checked("https://other.example", "setting"));
    }

    @Test
    void givenAWebSocketUrl_whenChecked_thenItIsAcceptedWhereOneIsMeantOnly() {
        // then
        assertDoesNotThrow(() -> policy.checkedWebSocket("wss://polygon-rpc.example", "setting"));
        assertThrows(IllegalArgumentException.class, () -> policy.checkedWebSocket("ws://127.0.0.1:8546", "setting"));
        assertThrows(IllegalArgumentException.class, () -> policy.checkedWebSocket("https://x.example", "setting"));
        assertThrows(IllegalArgumentException.class, () -> policy.checked("wss://polygon-rpc.example", "setting"));
    }

    @Test
    void givenANameForAPrivateAddress_whenResolved_thenItIsRefused() {
        // then
        assertThrows(UnknownHostException.class, () -> policy.resolve("localhost"));
    }

    @Test
    void givenAUrlWithACredential_whenRefused_thenTheRefusalDoesNotRepeatIt() {
        // when
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> policy.checked("http://user:secret@10.0.0.1/key", "ballast.evm.networks.x.rpc-urls[0]"));

        // then
        assertTrue(refusal.getMessage().contains("ballast.evm.networks.x.rpc-urls[0]"));
        assertFalse(refusal.getMessage().contains("secret"));
        assertFalse(refusal.getMessage().contains("10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.18.0.1", "192.0.0.8", "255.255.255.255", "fc00::1", "100.127.255.255"})
    void givenASpecialRange_whenLookedAt_thenItIsPrivate(String address) throws UnknownHostException {
        // then
        assertTrue(UrlPolicy.isPrivate(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "192.1.0.1", "198.20.0.1", "2606:4700::1111"})
    void givenItsNeighbours_whenLookedAt_thenTheyAreNot(String address) throws UnknownHostException {
        // then
        assertFalse(UrlPolicy.isPrivate(InetAddress.getByName(address)));
    }
}
