package coop.ccci.harness.socket;

import coop.ccci.harness.socket.judge.FileJudge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Lets Docker be told what stands in a recipe's own files, and nothing else: whoever deploys reads a config's file himself, and by
 * a way that nobody thought of it may be one of the machine's.
 */
public final class RecipeContents implements FileJudge {
    private final Path checkout;

    /** Looks into the files that lie there when it is asked; links are not followed, and {@code .git} is not looked at. */
    public RecipeContents(Path checkout) {
        this.checkout = checkout;
    }

    @Override
    public Optional<String> refusal(byte[] content) {
        return content.length == 0 || isOfOneFile(content)
                ? Optional.empty()
                : Optional.of(
                        "a content of " + content.length + " bytes that none of the recipe's files has; allowed: a"
                                + " file of the recipe, as it stands in the commit");
    }

    private boolean isOfOneFile(byte[] content) {
        var search = new Search(content);
        try {
            var root = checkout.toRealPath();
            search.git = root.resolve(".git");
            Files.walkFileTree(root, search);
            return search.isFound;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("cannot read the recipe's files, and so not judge a config: " + e.getMessage(), e));
        }
    }

    private static final class Search extends SimpleFileVisitor<Path> {
        private final byte[] content;
        private Path git;
        private boolean isFound;

        Search(byte[] content) {
            this.content = content;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(git) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            isFound = attributes.isRegularFile()
                    && attributes.size() == content.length
                    && Arrays.equals(Files.readAllBytes(file), content);
            return isFound ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
