package io.breakwater.target.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFormTest {

    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void readsWhatItWrote(MessageForm form) throws Exception {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("FromUserName", "o<pen> & \"id\"");
        members.put("CreateTime", 1499048811L);
        members.put("Query", "{\"a\":\"]]>\"}");

        String text = form.write(members);

        assertThat(MessageForm.of(text)).isEqualTo(form);
        assertThat(form.read(text))
                .containsEntry("FromUserName", "o<pen> & \"id\"")
                .containsEntry("CreateTime", "1499048811")
                .containsEntry("Query", "{\"a\":\"]]>\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "nothing"})
    void refusesWhatIsNoObject(String text) {
        assertThatThrownBy(() -> MessageForm.JSON.read(text)).isInstanceOf(MessageRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<xml>",
                "<other><Encrypt>x</Encrypt></other>",
                "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xml><Encrypt>&a;</Encrypt></xml>",
                "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><xml><Encrypt>&a;</Encrypt></xml>"
            })
    void refusesBrokenDocumentsAndEntities(String text) {
        assertThatThrownBy(() -> MessageForm.XML.read(text)).isInstanceOf(MessageRefusedException.class);
    }

    @Test
    void takesAnObjectWhereATextIsUsual() throws Exception {
        assertThat(MessageForm.JSON.read("{\"Query\":{\"type\":1}}")).containsEntry("Query", "{\"type\":1}");
    }
}
