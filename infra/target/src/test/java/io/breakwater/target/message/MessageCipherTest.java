package io.breakwater.target.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.target.message.MessageRefusedException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class MessageCipherTest {

    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String APP = "wxb11529c136998cb6";
    private static final String PUBLISHED =
            "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";
    private static final byte[] RANDOM = "aaaabbbbccccdddd".getBytes(StandardCharsets.UTF_8);

    private final MessageCipher cipher = new MessageCipher(KEY);

    @Test
    void encryptsThePublishedMessageToThePublishedText() {
        assertThat(cipher.encrypt(RANDOM, "我是中文abcd123", APP)).isEqualTo(PUBLISHED);
    }

    @Test
    void decryptsThePublishedTextToThePublishedMessage() throws Exception {
        assertThat(cipher.decrypt(PUBLISHED, APP)).isEqualTo("我是中文abcd123");
    }

    @Test
    void signsThePublishedMessageAndThePublishedAddressAsPublished() {
        assertThat(MessageSignature.of("pamtest", "1409304348", "xxxxxx", PUBLISHED))
                .isEqualTo("82c962d39941aa48552f90ef55aa323dc620cc10");
        assertThat(MessageSignature.of("AAAAA", "1714036504", "1514711492"))
                .isEqualTo("f464b24fc39322e44b38aa78f5edd27bd1441696");
    }

    @Test
    void readsBackMessagesOfEveryLengthWithinABlock() throws Exception {
        for (int length = 0; length <= 64; length++) {
            String message = "x".repeat(length);
            assertThat(cipher.decrypt(cipher.encrypt(RANDOM, message, APP), APP))
                    .isEqualTo(message);
        }
    }

    @Test
    void refusesAMessageForAnotherApplication() {
        assertRefused(Reason.WRONG_APP, PUBLISHED, "wx0123456789abcdef");
    }

    @Test
    void refusesWhatIsNotBase64OrNotWholeBlocks() {
        assertRefused(Reason.NOT_DECRYPTED, "no base64!", APP);
        assertRefused(Reason.NOT_DECRYPTED, PUBLISHED.substring(0, 40), APP);
        assertRefused(Reason.WRONG_PADDING, "", APP);
    }

    @Test
    void refusesPaddingToSixteenBytes() throws Exception {
        // 16 + 4 + 10 + 18 = 48 bytes: to 16 there is a whole block of padding, which makes 64 bytes that end in 16
        // times 16
        // as well, and that is right for 32 too; 16 + 4 + 26 + 18 = 64 gives 80 bytes, which are no whole blocks of 32.
        byte[] plain = (new String(RANDOM, StandardCharsets.UTF_8) + "\0\0\0\32" + "x".repeat(26) + APP)
                .getBytes(StandardCharsets.UTF_8);
        byte[] key = Base64.getDecoder().decode(KEY + "=");
        Cipher toSixteen = Cipher.getInstance("AES/CBC/PKCS5Padding");
        toSixteen.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));

        assertRefused(Reason.WRONG_PADDING, Base64.getEncoder().encodeToString(toSixteen.doFinal(plain)), APP);
    }

    private void assertRefused(Reason reason, String encrypted, String appId) {
        assertThatThrownBy(() -> cipher.decrypt(encrypted, appId))
                .isInstanceOfSatisfying(
                        MessageRefusedException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
