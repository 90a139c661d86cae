package coop.ccci.harness.git;

import coop.ccci.harness.result.RunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * What people should know of a recipe's repository because {@code abra} does not treat it as they may think: each a
 * sentence that names the file or the tag. None of it fails anybody.
 */
public final class Remarks {
    private static final int MAX_FILES = 10_000;
    private static final int MAX_NAMES = 5;

    /** The Git LFS specification: a pointer is smaller than 1024 bytes and begins with this line. */
    private static final int MAX_POINTER_BYTES = 1024;

    private static final String POINTER = "version https://git-lfs.github.com/spec/";
    private static final int MAX_SCRIPT_BYTES = 256 * 1024;
    private static final Pattern CARRIAGE_RETURN_AFTER_INTERPRETER = Pattern.compile("#![^\n]*\r\n");

    /** {@code coop-cloud.${STACK_NAME}.version}, and with a service's name before it as it once was. */
    private static final Pattern LABEL = Pattern.compile(
            "coop-cloud\\.\\$\\{?STACK_NAME}?\\.(?:[A-Za-z0-9_-]+\\.)?version[\"']?\\s*[=:]\\s*[\"']?([^\"'\\s,]+)");

    /** An image's tag and the beginning of its digest, or a digest alone: what the first abra wrote. */
    private static final Pattern DIGEST = Pattern.compile("(?:[^@\\s]*[-@])?(?:sha256:)?[0-9a-f]{7,64}");

    private final List<String> submodules = new ArrayList<>();
    private final List<String> pointers = new ArrayList<>();
    private final List<String> scripts = new ArrayList<>();

    private Remarks() {}

    /** Returns the sentences about the commit under test and the repository's tags; none where there is nothing to say. */
    public static List<String> of(History history) {
        var remarks = new Remarks();
        remarks.readFiles(history);
        var sentences = new ArrayList<String>();
        about(
                        remarks.submodules,
                        "a submodule, which abra does not fetch: in the app it is an empty folder",
                        "submodules, which abra does not fetch: in the app they are empty folders")
                .ifPresent(sentences::add);
        about(
                        remarks.pointers,
                        "a Git LFS pointer, which abra does not fetch: the app gets the pointer in place of the file",
                        "Git LFS pointers, which abra does not fetch: the app gets the pointers in place of the files")
                .ifPresent(sentences::add);
        about(
                        remarks.scripts,
                        "a script with CRLF at the ends of its lines: Linux looks for an interpreter whose name ends with"
                                + " a carriage return; set \"*.sh text eol=lf\" in .gitattributes and run git add"
                                + " --renormalize",
                        "scripts with CRLF at the ends of their lines: Linux looks for an interpreter whose name ends"
                                + " with a carriage return; set \"*.sh text eol=lf\" in .gitattributes and run git add"
                                + " --renormalize")
                .ifPresent(sentences::add);
        tags(history).ifPresent(sentences::add);
        label(history).ifPresent(sentences::add);
        return sentences;
    }

    private void readFiles(History history) {
        try (var git = Git.open(history.checkout().folder().toFile());
                var walk = new RevWalk(git.getRepository());
                var files = new TreeWalk(walk.getObjectReader())) {
            var commit = ObjectId.fromString(history.commit().value());
            files.addTree(walk.parseCommit(commit).getTree());
            files.setRecursive(true);
            for (var count = 0; count < MAX_FILES && files.next(); count++) {
                readFile(files, walk.getObjectReader());
            }
        } catch (IOException e) {
            throw RunException.environment("cannot read the recipe's repository: " + e.getMessage(), e);
        }
    }

    private void readFile(TreeWalk file, ObjectReader objects) throws IOException {
        var mode = file.getFileMode(0);
        if (mode == FileMode.GITLINK) {
            submodules.add(file.getPathString());
        } else if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
            var content = objects.open(file.getObjectId(0));
            if (content.getSize() <= MAX_SCRIPT_BYTES) {
                readText(file.getPathString(), new String(content.getCachedBytes(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void readText(String path, String text) {
        if (text.length() < MAX_POINTER_BYTES && text.startsWith(POINTER)) {
            pointers.add(path);
        } else if (CARRIAGE_RETURN_AFTER_INTERPRETER.matcher(text).lookingAt()) {
            scripts.add(path);
        }
    }

    private static Optional<String> about(List<String> names, String one, String several) {
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(some(names) + (names.size() == 1 ? " is " + one : " are " + several));
    }

    private static Optional<String> tags(History history) {
        return about(
                history.unreadableTags(),
                "a tag that names no version of the recipe, or no commit; a version is tagged like 1.2.0+1.27.2",
                "tags that name no version of the recipe, or no commit; a version is tagged like 1.2.0+1.27.2");
    }

    private static Optional<String> label(History history) {
        var compose = history.file(history.commit(), "compose.yml").orElse("");
        var label = LABEL.matcher(compose);
        while (label.find()) {
            var value = label.group(1);
            if (Version.parse(value).isEmpty() && !DIGEST.matcher(value).matches() && !value.contains("$")) {
                var line = compose.substring(0, label.start()).lines().count();
                return Optional.of("compose.yml:" + Math.max(1, line) + " labels the recipe version \"" + value
                        + "\", which is none; a version is written like 1.2.0+1.27.2");
            }
        }
        return Optional.empty();
    }

    private static String some(List<String> names) {
        var shown = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        return names.size() <= MAX_NAMES ? shown : shown + " and " + (names.size() - MAX_NAMES) + " more";
    }
}
