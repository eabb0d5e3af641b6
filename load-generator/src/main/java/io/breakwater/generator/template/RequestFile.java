package io.breakwater.generator.template;

/**
 * A file that is sent as it is.
 *
 * @param fileName what the receiver is told that it is called
 * @param bytes    its content
 */
public record RequestFile(String fileName, byte[] bytes) {}
