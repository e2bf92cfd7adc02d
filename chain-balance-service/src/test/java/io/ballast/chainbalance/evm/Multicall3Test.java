package io.ballast.chainbalance.evm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;

/** Holds the codec against web3j's general encoder, which is slow but somebody else's. */
class Multicall3Test {

    private static final String TOKEN = "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359";
    private static final String OTHER_TOKEN = "0x2791bca1f2de4661ed88a30c99a7a9449aa84174";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 31, 32, 33, 36, 68})
    void givenACallOfAnyLength_whenEncoded_thenItIsAsWeb3jEncodesIt(int length) {
        // given
        Multicall3.Call call = new Multicall3.Call(TOKEN, bytes(length));

        // when
        String encoded = Multicall3.encode(List.of(call));

        // then
        assertEquals(byWeb3j(List.of(call)), encoded);
    }

    @Test
    void givenManyCalls_whenEncoded_thenTheyAreAsWeb3jEncodesThem() {
        // given
        List<Multicall3.Call> calls = IntStream.range(0, 500)
                .mapToObj(i -> new Multicall3.Call(i % 2 == 0 ? TOKEN : OTHER_TOKEN, bytes(i % 70)))
                .toList();

        // when
        String encoded = Multicall3.encode(calls);

        // then
        assertEquals(byWeb3j(calls), encoded);
    }

    @Test
    void givenResultsByWeb3j_whenDecoded_thenTheyAreTheSame() throws Multicall3.MalformedResult {
        // given
        List<Multicall3.Result> results = List.of(
                new Multicall3.Result(true, bytes(32)),
                new Multicall3.Result(false, bytes(0)),
                new Multicall3.Result(true, bytes(0)),
                new Multicall3.Result(false, bytes(100)));

        // when
        List<Multicall3.Result> decoded = Multicall3.decode(resultByWeb3j(results), 4);

        // then
        assertTrue(decoded.get(0).success());
        assertFalse(decoded.get(1).success());
        IntStream.range(0, 4)
                .forEach(i ->
                        assertArrayEquals(results.get(i).data(), decoded.get(i).data()));
    }

    @Test
    void givenFewerResultsThanCalls_whenDecoded_thenTheyAreRefused() {
        // given
        String one = resultByWeb3j(List.of(new Multicall3.Result(true, bytes(32))));

        // then
        assertThrows(Multicall3.MalformedResult.class, () -> Multicall3.decode(one, 2));
    }

    @Test
    void givenAnyTruncation_whenDecoded_thenItIsRefused() {
        // given
        String whole =
                resultByWeb3j(List.of(new Multicall3.Result(true, bytes(32)), new Multicall3.Result(true, bytes(32))));

        // then
        IntStream.range(0, whole.length())
                .forEach(length -> assertThrows(
                        Multicall3.MalformedResult.class, () -> Multicall3.decode(whole.substring(0, length), 2)));
    }

    @Test
    void givenAnyCorruptedWord_whenDecoded_thenItIsReadOrRefusedAndNothingElse() {
        // given
        String whole = resultByWeb3j(List.of(new Multicall3.Result(true, bytes(32))));
        byte[] data = HexFormat.of().parseHex(whole.substring(2));

        // then
        for (int word = 0; word < data.length / 32; word++) {
            for (byte value : new byte[] {(byte) 0xff, 0x7f, (byte) 0x80}) {
                byte[] corrupt = data.clone();
                Arrays.fill(corrupt, word * 32 + 28, word * 32 + 32, value);
                assertReadOrRefused("0x" + HexFormat.of().formatHex(corrupt));
            }
        }
    }

    private static void assertReadOrRefused(String data) {
        try {
            assertEquals(1, Multicall3.decode(data, 1).size());
        } catch (Multicall3.MalformedResult refused) {
            assertFalse(refused.getMessage().isEmpty());
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        IntStream.range(0, length).forEach(i -> bytes[i] = (byte) (i + 1));
        return bytes;
    }

    private static String byWeb3j(List<Multicall3.Call> calls) {
        List<DynamicStruct> structs = calls.stream()
                .map(call ->
                        new DynamicStruct(new Address(call.target()), new Bool(true), new DynamicBytes(call.data())))
                .toList();
        String arguments = new DefaultFunctionEncoder()
                .encodeParameters(List.of(new DynamicArray<>(DynamicStruct.class, structs)));
        return "0x82ad56cb" + arguments;
    }

    private static String resultByWeb3j(List<Multicall3.Result> results) {
        List<DynamicStruct> structs = results.stream()
                .map(result -> new DynamicStruct(new Bool(result.success()), new DynamicBytes(result.data())))
                .toList();
        Function function = new Function("f", List.of(new DynamicArray<>(DynamicStruct.class, structs)), List.of());
        return "0x" + new DefaultFunctionEncoder().encodeParameters(function.getInputParameters());
    }
}
