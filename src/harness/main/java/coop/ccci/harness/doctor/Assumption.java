package coop.ccci.harness.doctor;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Something that cc-ci takes for granted of a host.
 *
 * @param id its name, for example {@code abra.exit-code}; also that of the probe which looks
 * @param claim the assumption, one clause; {@code says} in the file
 * @param expect what of it can be compared with what abra says
 * @param sure how sure it was before
 * @param means what goes wrong in cc-ci when it does not hold
 * @param remedy what a person does about it; {@code do} in the file
 * @param needs the ids of those without which it cannot be looked at
 * @param deep whether an app has to be deployed to see it
 * @param help what the help of a command has to name, where that is all there is to see
 * @param client the method of the harness that relies on it, {@code Class#method}
 */
public record Assumption(
        String id,
        @JsonProperty("says") String claim,
        Expectation expect,
        Confidence sure,
        String means,
        @JsonProperty("do") String remedy,
        List<String> needs,
        boolean deep,
        Optional<Help> help,
        Optional<String> client) {

    /** Fills in what the file may leave out. */
    public Assumption {
        expect = expect == null ? new Expectation(Optional.empty(), List.of(), List.of()) : expect;
        needs = needs == null ? List.of() : List.copyOf(needs);
        help = help == null ? Optional.empty() : help;
        client = client == null ? Optional.empty() : client;
    }

    /**
     * Facts that a program can compare.
     *
     * @param exit the exit code; 1 is a refusal
     * @param words each of them is in the text, in lower case
     * @param keys each object of the JSON has them; of a table, its first titles
     */
    public record Expectation(Optional<Integer> exit, List<String> words, List<String> keys) {
        /** Fills in what the file may leave out. */
        public Expectation {
            exit = exit == null ? Optional.empty() : exit;
            words = words == null ? List.of() : List.copyOf(words);
            keys = keys == null ? List.of() : List.copyOf(keys);
        }
    }

    /**
     * What {@code abra <command> --help} has to name.
     *
     * @param command the words of the command, for example {@code app deploy}
     * @param alias the command's own name where {@code command} is short for it, for example {@code app remove}
     * @param flags each either one name, {@code --chaos}, or several of one flag, {@code -C --chaos}
     */
    public record Help(String command, Optional<String> alias, List<String> flags) {
        /** Fills in what the file may leave out. */
        public Help {
            alias = alias == null ? Optional.empty() : alias;
            flags = flags == null ? List.of() : List.copyOf(flags);
        }
    }
}
