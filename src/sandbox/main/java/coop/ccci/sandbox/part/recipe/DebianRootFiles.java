package coop.ccci.sandbox.part.recipe;

import coop.ccci.sandbox.process.Executables;
import coop.ccci.sandbox.process.Subprocess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes the files of a root into an archive: each path once, in a fixed order, without dates. */
final class DebianRootFiles {
    /** Nobody reads these in a container. */
    private static final List<String> UNREAD =
            List.of("usr/share/{doc,man,locale,info,lintian,bug}/**", "usr/lib/*/gconv/**");

    /** Since Debian 12 these are links into usr; packages may still name files by the old path. */
    private static final List<String> MERGED = List.of("bin", "sbin", "lib", "lib64");

    private final DebianRoot root;
    private final TarArchiveOutputStream tar;
    private final List<PathMatcher> leftOut;
    private final Set<String> written = new HashSet<>();

    DebianRootFiles(DebianRoot root, TarArchiveOutputStream tar) {
        this.root = root;
        this.tar = tar;
        this.tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        this.leftOut = Stream.concat(UNREAD.stream(), root.leaveOut().stream())
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }

    void write(List<Path> packages) throws IOException {
        for (var name : MERGED) {
            folder("usr/" + name, 0755, 0);
            link(name, "usr/" + name);
        }
        folder("tmp", 01777, 0);
        var id = DebianRoot.USER;
        file("etc/passwd", "root:x:0:0::/root:/bin/sh\n%s:x:%d:%d::/:/bin/sh\n".formatted(root.user(), id, id));
        file("etc/group", "root:x:0:\n%s:x:%d:\n".formatted(root.user(), id));
        for (var each : packages) {
            unpack(each);
        }
        if (written.contains("usr/bin/busybox")) {
            linkApplets();
        }
        for (var owned : root.owns()) {
            folder(path(owned), 0750, id);
        }
    }

    private void unpack(Path file) throws IOException {
        var program = Executables.require("dpkg-deb", "dpkg").toString();
        var process = new ProcessBuilder(program, "--fsys-tarfile", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var content = new TarArchiveInputStream(process.getInputStream(), StandardCharsets.UTF_8.name())) {
            for (var entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                copy(entry, content);
            }
            content.transferTo(java.io.OutputStream.nullOutputStream());
            if (process.waitFor() != 0) {
                throw new IOException(file + " is not a Debian package");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private void copy(TarArchiveEntry entry, TarArchiveInputStream content) throws IOException {
        var path = path(entry.getName());
        if (path.isEmpty() || leftOut.stream().anyMatch(pattern -> pattern.matches(Path.of(path)))) {
            return;
        }
        if (entry.isDirectory()) {
            folder(path, entry.getMode() & 01777, 0);
        } else if (entry.isSymbolicLink()) {
            link(path, entry.getLinkName());
        } else if (entry.isLink()) {
            var link = new TarArchiveEntry(path, TarArchiveEntry.LF_LINK);
            link.setLinkName(path(entry.getLinkName()));
            put(link);
        } else if (written.add(path)) {
            var copy = new TarArchiveEntry(path);
            copy.setSize(entry.getSize());
            copy.setMode(0100000 | (entry.getMode() & 0755));
            begin(copy);
            content.transferTo(tar);
            tar.closeArchiveEntry();
        }
    }

    /** The shell and its tools are one program under many names. */
    private void linkApplets() throws IOException {
        var names = new ArrayList<String>();
        Subprocess.of(Executables.require("busybox", "busybox-static").toString(), "--list")
                .lines(names::add)
                .run();
        for (var name : names) {
            if (!written.contains("usr/sbin/" + name)) {
                link("usr/bin/" + name, "busybox");
            }
        }
    }

    private void folder(String path, int mode, int owner) throws IOException {
        var entry = new TarArchiveEntry(path + "/");
        entry.setMode(040000 | mode);
        entry.setIds(owner, owner);
        put(entry);
    }

    private void link(String path, String target) throws IOException {
        var entry = new TarArchiveEntry(path, TarArchiveEntry.LF_SYMLINK);
        entry.setLinkName(target);
        put(entry);
    }

    private void file(String path, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(path);
        entry.setSize(bytes.length);
        entry.setMode(0100644);
        if (written.add(path)) {
            begin(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
    }

    private void put(TarArchiveEntry entry) throws IOException {
        var name = entry.getName();
        if (written.add(name.endsWith("/") ? name.substring(0, name.length() - 1) : name)) {
            begin(entry);
            tar.closeArchiveEntry();
        }
    }

    private void begin(TarArchiveEntry entry) throws IOException {
        entry.setModTime(0);
        entry.setUserName("");
        entry.setGroupName("");
        tar.putArchiveEntry(entry);
    }

    /** Returns a path from the root, without a slash at either end, where the merged folders really are. */
    private static String path(String name) {
        var path = name.replaceFirst("^\\.?/+", "").replaceFirst("/+$", "");
        var first = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
        if (path.equals(".")) {
            return "";
        }
        return MERGED.contains(first) ? "usr/" + path : path;
    }
}
