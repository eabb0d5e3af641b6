package io.breakwater.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeyTest {

    @Test
    void makesOneKeyForADataFolder(@TempDir Path folder) throws IOException {
        Path dataFolder = folder.resolve("data");
        String key = TokenKey.of(dataFolder);
        assertThat(Base64.getDecoder().decode(key)).hasSize(32);
        assertThat(TokenKey.of(dataFolder)).isEqualTo(key);
        assertThat(TokenKey.of(folder.resolve("other"))).isNotEqualTo(key);
    }

    @Test
    void keepsTheKeyForItsOwnerAndNothingBesideIt(@TempDir Path folder) throws IOException {
        TokenKey.of(folder);
        TokenKey.of(folder);
        assertThat(folder.toFile().list()).containsExactly("token-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("token-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void doesNotTakeForTheKeyWhatAKilledStartWroteAside(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("token-key-1.new"));
        assertThat(Base64.getDecoder().decode(TokenKey.of(folder))).hasSize(32);
    }
}
