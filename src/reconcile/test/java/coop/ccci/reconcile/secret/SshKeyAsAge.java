package coop.ccci.reconcile.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;

/** What {@code ssh-to-age} makes of an Ed25519 key of SSH, and sops-nix of a host's: a key of age, on the other form of the curve. */
final class SshKeyAsAge {
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final String DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] GENERATORS = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int KEY_BYTES = 32;

    private SshKeyAsAge() {}

    /**
     * Returns the public key of age, {@code age1…}.
     *
     * @param blob the key as SSH sends it
     */
    static String recipient(byte[] blob) {
        var bytes = ((Ed25519PublicKeyParameters) OpenSSHPublicKeyUtil.parsePublicKey(blob)).getEncoded();
        bytes[KEY_BYTES - 1] &= 0x7f;
        var y = new BigInteger(1, reversed(bytes));
        var u = BigInteger.ONE
                .add(y)
                .multiply(BigInteger.ONE.subtract(y).modInverse(PRIME))
                .mod(PRIME);
        var big = u.toByteArray();
        var little = new byte[KEY_BYTES];
        for (var i = 0; i < Math.min(KEY_BYTES, big.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return bech32("age", little);
    }

    /**
     * Returns the private key of age, {@code AGE-SECRET-KEY-1…}.
     *
     * @param blob the key as OpenSSH writes it, its armour taken away
     */
    static String identity(byte[] blob) {
        var key = (Ed25519PrivateKeyParameters) OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(blob);
        try {
            var hash = MessageDigest.getInstance("SHA-512").digest(key.getEncoded());
            return bech32("age-secret-key-", Arrays.copyOf(hash, KEY_BYTES)).toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] reversed(byte[] bytes) {
        var other = new byte[bytes.length];
        for (var i = 0; i < bytes.length; i++) {
            other[i] = bytes[bytes.length - 1 - i];
        }
        return other;
    }

    /** Returns the text that BIP 173 makes of bytes. */
    private static String bech32(String prefix, byte[] bytes) {
        var bits = new BigInteger(1, bytes).shiftLeft((5 - bytes.length * 8 % 5) % 5);
        var count = (bytes.length * 8 + 4) / 5;
        var values = new int[count];
        for (var i = 0; i < count; i++) {
            values[i] = bits.shiftRight(5 * (count - 1 - i)).intValue() & 31;
        }
        var sum = 1;
        for (var letter : prefix.getBytes(US_ASCII)) {
            sum = next(sum, letter >> 5);
        }
        sum = next(sum, 0);
        for (var letter : prefix.getBytes(US_ASCII)) {
            sum = next(sum, letter & 31);
        }
        for (var value : values) {
            sum = next(sum, value);
        }
        for (var i = 0; i < 6; i++) {
            sum = next(sum, 0);
        }
        sum ^= 1;
        var text = new StringBuilder(prefix).append('1');
        for (var value : values) {
            text.append(DIGITS.charAt(value));
        }
        for (var i = 0; i < 6; i++) {
            text.append(DIGITS.charAt((sum >> (5 * (5 - i))) & 31));
        }
        return text.toString();
    }

    private static int next(int sum, int value) {
        var top = sum >> 25;
        var next = ((sum & 0x1ffffff) << 5) ^ value;
        for (var i = 0; i < GENERATORS.length; i++) {
            next ^= ((top >> i) & 1) == 1 ? GENERATORS[i] : 0;
        }
        return next;
    }
}
