package io.breakwater.generator.widget;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.time.Duration;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.jspecify.annotations.Nullable;

/** While it is there, ciphers in CBC mode that are made take so much longer for each text. */
public final class SlowCryptography implements AutoCloseable {

    private static final String NAME = "SlowCryptography";

    private static final Duration LONGER = Duration.ofMillis(4);

    public SlowCryptography() {
        Security.insertProviderAt(new SlowProvider(), 1);
    }

    /** How much longer one text takes. */
    public Duration longer() {
        return LONGER;
    }

    @Override
    public void close() {
        Security.removeProvider(NAME);
    }

    private static final class SlowProvider extends Provider {

        private static final long serialVersionUID = 1L;

        SlowProvider() {
            super(NAME, "1", "for tests");
            put("Cipher.AES/CBC/NoPadding", SlowCipher.class.getName());
        }
    }

    /** The cipher of Java's own provider, delayed. */
    public static final class SlowCipher extends CipherSpi {

        private final Cipher cipher;

        public SlowCipher() throws GeneralSecurityException {
            cipher = Cipher.getInstance("AES/CBC/NoPadding", "SunJCE");
        }

        @Override
        protected int engineDoFinal(byte[] input, int from, int length, byte[] output, int to)
                throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
            long endNanos = System.nanoTime() + LONGER.toNanos();
            while (System.nanoTime() < endNanos) {
                Thread.onSpinWait();
            }
            return cipher.doFinal(input, from, length, output, to);
        }

        @Override
        protected byte[] engineDoFinal(byte[] input, int from, int length)
                throws IllegalBlockSizeException, BadPaddingException {
            return cipher.doFinal(input, from, length);
        }

        @Override
        protected void engineInit(int mode, Key key, SecureRandom random) throws InvalidKeyException {
            cipher.init(mode, key, random);
        }

        @Override
        protected void engineInit(int mode, Key key, @Nullable AlgorithmParameterSpec spec, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            cipher.init(mode, key, spec, random);
        }

        @Override
        protected void engineInit(int mode, Key key, @Nullable AlgorithmParameters parameters, SecureRandom random)
                throws InvalidKeyException, InvalidAlgorithmParameterException {
            cipher.init(mode, key, parameters, random);
        }

        @Override
        protected byte[] engineUpdate(byte[] input, int from, int length) {
            return cipher.update(input, from, length);
        }

        @Override
        protected int engineUpdate(byte[] input, int from, int length, byte[] output, int to)
                throws ShortBufferException {
            return cipher.update(input, from, length, output, to);
        }

        @Override
        protected int engineGetBlockSize() {
            return cipher.getBlockSize();
        }

        @Override
        protected int engineGetOutputSize(int length) {
            return cipher.getOutputSize(length);
        }

        @Override
        protected byte[] engineGetIV() {
            return cipher.getIV();
        }

        @Override
        protected @Nullable AlgorithmParameters engineGetParameters() {
            return cipher.getParameters();
        }

        @Override
        protected void engineSetMode(String mode) {
            // It stands in the name.
        }

        @Override
        protected void engineSetPadding(String padding) {
            // It stands in the name.
        }
    }
}
