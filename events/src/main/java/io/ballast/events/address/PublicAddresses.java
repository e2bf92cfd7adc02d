package io.ballast.events.address;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses are anybody's: not this machine, not a network behind it, not one that stands for another. After IANA's
 * registries of special-purpose addresses (RFC 6890).
 */
public final class PublicAddresses {

    /** A network: its first bytes, and how many bits of them count. */
    private record Network(byte[] prefix, int bits) {

        static Network of(int bits, int... bytes) {
            byte[] prefix = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                prefix[i] = (byte) bytes[i];
            }
            return new Network(prefix, bits);
        }

        boolean contains(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((address[bit / Byte.SIZE] & mask) != (prefix[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Network> SPECIAL_V4 = List.of(
            Network.of(8, 0),
            Network.of(8, 10),
            Network.of(10, 100, 64),
            Network.of(8, 127),
            Network.of(16, 169, 254),
            Network.of(12, 172, 16),
            Network.of(24, 192, 0, 0),
            Network.of(24, 192, 0, 2),
            Network.of(24, 192, 88, 99),
            Network.of(16, 192, 168),
            Network.of(15, 198, 18),
            Network.of(24, 198, 51, 100),
            Network.of(24, 203, 0, 113),
            Network.of(3, 224));

    /** Of IPv6 only what is given to networks, without documentation, tunnels and translations of other addresses. */
    private static final Network GLOBAL_V6 = Network.of(3, 0x20);

    private static final List<Network> SPECIAL_V6 = List.of(
            Network.of(23, 0x20, 0x01, 0x00), Network.of(32, 0x20, 0x01, 0x0d, 0xb8), Network.of(16, 0x20, 0x02));

    private PublicAddresses() {}

    public static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? SPECIAL_V4.stream().noneMatch(network -> network.contains(bytes))
                : GLOBAL_V6.contains(bytes) && SPECIAL_V6.stream().noneMatch(network -> network.contains(bytes));
    }
}
