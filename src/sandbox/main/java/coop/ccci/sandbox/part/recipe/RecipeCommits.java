package coop.ccci.sandbox.part.recipe;

import coop.ccci.sandbox.config.SandboxException;
import coop.ccci.sandbox.part.gitea.SandboxAccount;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;

/**
 * Turns a recipe's history into git objects. Dates, authors and content are fixed, so the same history gives the same
 * commit ids everywhere.
 */
final class RecipeCommits {
    private final SampleRecipe recipe;
    private final Repository repository;
    private final Map<String, String> values;
    private final Map<String, ObjectId> refs = new LinkedHashMap<>();
    private final Map<String, BranchTip> lines = new LinkedHashMap<>();
    private Instant time;

    /** The commits at the end of a line of history, and the files there. */
    private record BranchTip(List<ObjectId> parents, TreeMap<String, TreeFile> files) {}

    private record TreeFile(FileMode mode, ObjectId content) {}

    /**
     * Commits into a repository.
     *
     * @param values what stands for {@code @NAME@} in text files
     */
    RecipeCommits(SampleRecipe recipe, Repository repository, Map<String, String> values) {
        this.recipe = recipe;
        this.repository = repository;
        this.values = values;
        this.time = recipe.history().begins().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Writes all objects and answers what each ref points at: {@code main}, the branches, the tags. */
    Map<String, ObjectId> write() {
        try (var inserter = repository.newObjectInserter()) {
            commit(
                    inserter,
                    "main",
                    new BranchTip(List.of(), new TreeMap<>()),
                    recipe.history().main());
            for (var pull : recipe.history().pulls()) {
                commit(inserter, pull.branch(), lines.get(pull.base()), pull.commits());
            }
            inserter.flush();
            return refs;
        } catch (IOException e) {
            throw new SandboxException("the repository of " + recipe.name() + " cannot be written: " + e, e);
        }
    }

    private void commit(ObjectInserter inserter, String branch, BranchTip start, List<RecipeHistory.Step> steps)
            throws IOException {
        var line = start;
        for (var step : steps) {
            var files = new TreeMap<>(line.files());
            step.delete().forEach(files::remove);
            files.putAll(read(inserter, recipe.tree(step)));
            var who = who(step.author());
            var commit = new CommitBuilder();
            commit.setTreeId(tree(inserter, files));
            commit.setParentIds(line.parents());
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage(step.message() + "\n");
            var id = inserter.insert(commit);
            line = new BranchTip(List.of(id), files);
            lines.put(branch, line);
            refs.put(Constants.R_HEADS + branch, id);
            if (step.tag().isPresent()) {
                lines.put(step.tag().get(), line);
                refs.put(
                        Constants.R_TAGS + step.tag().get(),
                        tag(inserter, id, step.tag().get(), step.tagMessage().orElseThrow(), who));
            }
            time = time.plus(1, ChronoUnit.HOURS);
        }
    }

    private static ObjectId tag(ObjectInserter inserter, ObjectId commit, String name, String message, PersonIdent who)
            throws IOException {
        var tag = new TagBuilder();
        tag.setObjectId(commit, Constants.OBJ_COMMIT);
        tag.setTag(name);
        tag.setMessage(message + "\n");
        tag.setTagger(who);
        return inserter.insert(tag);
    }

    private PersonIdent who(String login) {
        var account = SandboxAccount.of(login).orElseThrow();
        return new PersonIdent(account.fullName(), account.email(), time, ZoneOffset.UTC);
    }

    private Map<String, TreeFile> read(ObjectInserter inserter, Path folder) throws IOException {
        var files = new TreeMap<String, TreeFile>();
        try (var paths = Files.walk(folder)) {
            for (Path file : new ArrayList<>(paths.filter(Files::isRegularFile).toList())) {
                var mode = Files.isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
                var content = inserter.insert(Constants.OBJ_BLOB, filled(Files.readAllBytes(file)));
                files.put(folder.relativize(file).toString(), new TreeFile(mode, content));
            }
        }
        return files;
    }

    private byte[] filled(byte[] content) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            for (var value : values.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException binary) {
            return content;
        }
    }

    private static ObjectId tree(ObjectInserter inserter, Map<String, TreeFile> files) throws IOException {
        var index = DirCache.newInCore();
        var builder = index.builder();
        files.forEach((path, entry) -> {
            var cached = new DirCacheEntry(path);
            cached.setFileMode(entry.mode());
            cached.setObjectId(entry.content());
            builder.add(cached);
        });
        builder.finish();
        return index.writeTree(inserter);
    }
}
