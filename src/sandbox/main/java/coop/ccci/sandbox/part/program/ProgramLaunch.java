package coop.ccci.sandbox.part.program;

import java.util.List;
import java.util.Map;

/**
 * How a program is started.
 *
 * @param commandLine the program of this machine, and its arguments
 * @param environment the variables that it is given besides those of this process
 */
public record ProgramLaunch(List<String> commandLine, Map<String, String> environment) {}
