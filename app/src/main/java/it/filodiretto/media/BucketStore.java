// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** A bucket of an S3-compatible store. Bytes go in parts of 8 MB, so that no more than one of them is ever in memory. */
final class BucketStore implements FileStore, AutoCloseable {

    private static final int PART = 8 << 20;

    private final S3Client s3;
    private final String bucket;

    BucketStore(MediaSettings.Bucket settings) {
        this.bucket = settings.bucket();
        var builder = S3Client.builder().region(Region.of(settings.region()))
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)      // not every store that calls itself S3 knows the new ones
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .forcePathStyle(settings.endpoint() != null);
        this.s3 = (settings.endpoint() == null ? builder : builder.endpointOverride(settings.endpoint())).build();
    }

    @Override
    public Draft create(String key) {
        return new Parts(key);
    }

    @Override
    public SeekableByteChannel open(String key) throws IOException {
        try {
            return new Ranges(key, s3.headObject(it -> it.bucket(bucket).key(key)).contentLength());
        } catch (NoSuchKeyException _) {
            throw new NoSuchFileException(key);
        } catch (SdkException e) {
            throw new IOException("The bucket did not answer", e);
        }
    }

    @Override
    public void delete(String key) throws IOException {
        try {
            s3.deleteObject(it -> it.bucket(bucket).key(key));
        } catch (SdkException e) {
            throw new IOException("The bucket did not delete", e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    /** One object if it is small, else a multipart upload. */
    private final class Parts extends Draft {

        private final String key;
        private final List<CompletedPart> sent = new ArrayList<>();
        private byte[] part = new byte[64 << 10];
        private int filled;
        private @Nullable String upload;

        Parts(String key) {
            this.key = key;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int done = 0; done < count; ) {
                if (filled == PART) {
                    send();
                }
                var some = Math.min(count - done, PART - filled);
                room(filled + some);
                System.arraycopy(bytes, from + done, part, filled, some);
                filled += some;
                done += some;
            }
        }

        private void room(int wanted) {
            if (wanted > part.length) {
                part = java.util.Arrays.copyOf(part, Math.min(PART, Math.max(wanted, part.length * 2)));
            }
        }

        private void send() throws IOException {
            try {
                if (upload == null) {
                    upload = s3.createMultipartUpload(it -> it.bucket(bucket).key(key)).uploadId();
                }
                var number = sent.size() + 1;
                var answer = s3.uploadPart(it -> it.bucket(bucket).key(key).uploadId(upload).partNumber(number), body());
                sent.add(CompletedPart.builder().partNumber(number).eTag(answer.eTag()).build());
                filled = 0;
            } catch (SdkException e) {
                throw new IOException("The bucket did not take a part", e);
            }
        }

        private RequestBody body() {
            return RequestBody.fromByteBuffer(ByteBuffer.wrap(part, 0, filled));
        }

        @Override
        void keep() throws IOException {
            try {
                if (upload == null) {
                    s3.putObject(it -> it.bucket(bucket).key(key), body());
                } else {
                    send();
                    s3.completeMultipartUpload(it -> it.bucket(bucket).key(key).uploadId(upload).multipartUpload(parts -> parts.parts(sent)));
                    upload = null;
                }
            } catch (SdkException e) {
                throw new IOException("The bucket did not keep the object", e);
            }
        }

        @Override
        public void close() {
            if (upload != null) {
                var open = upload;
                upload = null;
                try {
                    s3.abortMultipartUpload(it -> it.bucket(bucket).key(key).uploadId(open));
                } catch (SdkException _) {
                    // what is left of it ends by the bucket's own rule for incomplete uploads
                }
            }
        }
    }

    /** Reads from where its position is, by one request until the position is set elsewhere. */
    private final class Ranges implements SeekableByteChannel {

        private final String key;
        private final long size;
        private long position;
        private boolean open = true;
        private @Nullable InputStream stream;

        Ranges(String key, long size) {
            this.key = key;
            this.size = size;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (!open) {
                throw new ClosedChannelException();
            }
            if (position >= size) {
                return -1;
            }
            try {
                if (stream == null) {
                    stream = s3.getObject(it -> it.bucket(bucket).key(key).range("bytes=" + position + "-"));
                }
                var bytes = stream.readNBytes(into.remaining());   // never less: a decipherer takes a part for nothing
                into.put(bytes);
                position += bytes.length;
                return bytes.length;
            } catch (SdkException e) {
                throw new IOException("The bucket did not give the object", e);
            }
        }

        @Override
        public SeekableByteChannel position(long wanted) throws IOException {
            if (wanted != position) {
                hangUp();
                position = wanted;
            }
            return this;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public int write(ByteBuffer from) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long length) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() throws IOException {
            open = false;
            hangUp();
        }

        private void hangUp() throws IOException {
            var old = stream;
            stream = null;
            if (old instanceof software.amazon.awssdk.http.Abortable abortable) {
                abortable.abort();
            } else if (old != null) {
                old.close();
            }
        }
    }
}
