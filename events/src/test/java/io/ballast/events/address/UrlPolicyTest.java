package io.ballast.events.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        assertThatThrownBy(() -> policy.checked(url, "setting")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://polygon-rpc.example", "https://8.8.8.8/v1", "http://[2606:4700::1111]"})
    void givenAPublicAddressOrAName_whenChecked_thenItIsAccepted(String url) {
        assertThat(policy.checked(url, "setting")).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "file:///etc/passwd", "host:8545", "https:///path", "http://a b", ""})
    void givenWhatIsNoHttpUrl_whenChecked_thenItIsRefused(String url) {
        assertThatThrownBy(() -> policy.checked(url, "setting")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenAnAllowListedPrivateHost_whenChecked_thenItAloneIsAccepted() {
        UrlPolicy lenient = new UrlPolicy(List.of(), List.of("127.0.0.1", "localhost"));

        assertThatCode(() -> lenient.checked("http://127.0.0.1:8545", "setting"))
                .doesNotThrowAnyException();
        assertThatCode(() -> lenient.resolve("localhost")).doesNotThrowAnyException();
        assertThatThrownBy(() -> lenient.checked("http://127.0.0.2:8545", "setting"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenListedHosts_whenChecked_thenNoOtherIsAccepted() {
        UrlPolicy listed = new UrlPolicy(List.of("polygon-rpc.example"), List.of("localhost"));

        assertThatCode(() -> listed.checked("https://polygon-rpc.example/key", "setting"))
                .doesNotThrowAnyException();
        assertThatCode(() -> listed.checked("http://localhost:8545", "setting")).doesNotThrowAnyException();
        assertThatThrownBy(() -> listed.checked("https://other.example", "setting"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenAWebSocketUrl_whenChecked_thenItIsAcceptedWhereOneIsMeantOnly() {
        assertThatCode(() -> policy.checkedWebSocket("wss://polygon-rpc.example", "setting"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> policy.checkedWebSocket("ws://127.0.0.1:8546", "setting"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.checkedWebSocket("https://x.example", "setting"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> policy.checked("wss://polygon-rpc.example", "setting"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenANameForAPrivateAddress_whenResolved_thenItIsRefused() {
        assertThatThrownBy(() -> policy.resolve("localhost")).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void givenAUrlWithACredential_whenRefused_thenTheRefusalDoesNotRepeatIt() {
        assertThatThrownBy(
                        () -> policy.checked("http://user:secret@10.0.0.1/key", "ballast.evm.networks.x.rpc-urls[0]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ballast.evm.networks.x.rpc-urls[0]")
                .hasMessageNotContainingAny("secret", "10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"198.18.0.1", "192.0.0.8", "255.255.255.255", "fc00::1", "100.127.255.255"})
    void givenASpecialRange_whenLookedAt_thenItIsNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "192.1.0.1", "198.20.0.1", "2606:4700::1111"})
    void givenItsNeighbours_whenLookedAt_thenTheyArePublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }
}
