// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Logo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Finds and reads all profiles: those of one directory, or the shipped ones. */
final class ProfileFiles {

    private static final String SHIPPED = "classpath:municipalities/*.yaml";

    private record ProfileFile(String name, byte[] bytes) {}

    private ProfileFiles() {}

    /**
     * @param directory one directory of profiles, or null: those that the program brings along
     * @throws BadProfiles with all mistakes of all files
     */
    static List<Profile> read(@Nullable Path directory) {
        List<Mistake> mistakes = new ArrayList<>();
        List<Profile> profiles = new ArrayList<>();
        var claims = new Claims();
        for (var file : directory == null ? shipped() : in(directory)) {
            var found = new Mistakes(file.name);
            text(file, found).flatMap(it -> ProfileReader.read(file.name, it, name -> beside(directory, name), claims, found)).ifPresent(profiles::add);
            mistakes.addAll(found.found());
        }
        if (!mistakes.isEmpty()) {
            throw new BadProfiles(mistakes);
        }
        return profiles;
    }

    /** The file of the directory, else the one that the program brings along: a copied profile is a municipality without more. */
    private static Optional<byte[]> beside(@Nullable Path directory, String name) {
        try {
            var own = directory == null ? null : directory.resolve(name);
            if (own != null && Files.isRegularFile(own)) {
                return Files.size(own) <= Logo.MOST_BYTES ? Optional.of(Files.readAllBytes(own)) : Optional.empty();
            }
            var resource = new PathMatchingResourcePatternResolver().getResource("classpath:municipalities/" + name);
            return resource.exists() ? Optional.of(bytes(resource)) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static List<ProfileFile> shipped() {
        try {
            List<ProfileFile> files = new ArrayList<>();
            for (var resource : new PathMatchingResourcePatternResolver().getResources(SHIPPED)) {
                files.add(new ProfileFile(Objects.requireNonNull(resource.getFilename()), bytes(resource)));
            }
            return sorted(files);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<ProfileFile> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw refused(directory, "this is no directory");
        }
        List<ProfileFile> files = new ArrayList<>();
        List<Mistake> unreadable = new ArrayList<>();
        try (var found = Files.newDirectoryStream(directory, it -> it.getFileName().toString().matches("[^.].*\\.ya?ml"))) {
            for (var path : found) {
                var name = path.getFileName().toString();
                try {
                    files.add(new ProfileFile(name, Files.readAllBytes(path)));
                } catch (IOException _) {
                    unreadable.add(new Mistake(name, 1, "this cannot be read", "a file that the program's user may read"));
                }
            }
        } catch (IOException _) {
            throw refused(directory, "this directory cannot be read");
        }
        if (!unreadable.isEmpty()) {
            throw new BadProfiles(unreadable);
        }
        if (files.isEmpty()) {
            throw refused(directory, "the directory has no profile");
        }
        return sorted(files);
    }

    private static BadProfiles refused(Path directory, String wrong) {
        return new BadProfiles(List.of(new Mistake(directory.toString(), 1, wrong,
            "a directory with a file <slug>.yaml for each municipality")));
    }

    private static Optional<String> text(ProfileFile file, Mistakes mistakes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes)).toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException _) {
            mistakes.add(1, "this is no text in UTF-8", "a YAML file saved in UTF-8");
            return Optional.empty();
        }
    }

    private static byte[] bytes(Resource resource) throws IOException {
        try (var in = resource.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static List<ProfileFile> sorted(List<ProfileFile> files) {
        return files.stream().sorted(Comparator.comparing(ProfileFile::name)).toList();
    }
}
