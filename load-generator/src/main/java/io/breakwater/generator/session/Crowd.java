package io.breakwater.generator.session;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The virtual users of one event loop that are under way, in no order. Confined to it. */
final class Crowd {

    private @Nullable VirtualUser[] users = new VirtualUser[16];
    private int size;

    int size() {
        return size;
    }

    void add(VirtualUser user) {
        if (size == users.length) {
            users = Arrays.copyOf(users, size * 2);
        }
        user.place = size;
        users[size++] = user;
    }

    /** The last one takes the place of the one that goes. */
    void remove(VirtualUser user) {
        VirtualUser moved = at(--size);
        users[user.place] = moved;
        moved.place = user.place;
        users[size] = null;
    }

    /** Who has this place, from 0. */
    VirtualUser at(int place) {
        VirtualUser user = users[place];
        if (user == null) {
            throw new IllegalStateException("virtual user " + place + " of " + size + ": none (expected: one)");
        }
        return user;
    }

    /** Forgets the last one, if it is this one still. */
    void forgetLast(VirtualUser user) {
        if (size > 0 && users[size - 1] == user) {
            size--;
        }
    }
}
