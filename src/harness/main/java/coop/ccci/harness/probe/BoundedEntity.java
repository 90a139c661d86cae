package coop.ccci.harness.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A body of which no more than so many bytes can be read; then reading fails and says so. */
final class BoundedEntity extends HttpEntityWrapper {
    private final long most;

    BoundedEntity(HttpEntity entity, long most) {
        super(entity);
        this.most = most;
    }

    @Override
    public InputStream getContent() throws IOException {
        var content = super.getContent();
        return content == null ? null : new Bounded(content, most);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (var content = getContent()) {
            if (content != null) {
                content.transferTo(out);
            }
        }
    }

    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long left;

        Bounded(InputStream stream, long most) {
            super(stream);
            this.most = most;
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            var read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            var read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        @Override
        public long skip(long many) throws IOException {
            var skipped = super.skip(many);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long read) throws IOException {
            left -= read;
            if (left < 0) {
                throw new IOException(
                        "the answer has more than " + most + " bytes, which is as much as a test may read");
            }
        }
    }
}
