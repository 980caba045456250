package io.monopod.gateway.auth;

import io.monopod.config.ConfigReader;
import io.monopod.config.InvalidSetting;
import io.monopod.config.Key;
import io.monopod.config.Reading;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// A YAML file with the users who may log in.
public record UsersFile(@Key(doc = "name, password-hash and role of each") List<User> users) {
    public UsersFile {
        users = List.copyOf(users);
        var names = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            var user = users.get(i);
            InvalidSetting.unless(
                    names.add(user.name()), key(i, "name"), user.name(), "each name once");
            // Logins must take equally long for all names, known or unknown.
            int cost = users.getFirst().passwordHash().cost();
            InvalidSetting.unless(
                    user.passwordHash().cost() == cost,
                    key(i, "password-hash"),
                    user.passwordHash(),
                    "a hash of cost " + cost + ", like that of the other users");
        }
    }

    /// @throws InvalidSetting if the file is invalid
    static List<User> read(Path file) {
        return switch (ConfigReader.readFile(UsersFile.class, file)) {
            case Reading.Ready<UsersFile>(var content, _) -> content.users;
            case Reading.Wrong<UsersFile>(var line) -> throw refused(file, line);
            case Reading.Help<UsersFile> help -> throw refused(file, help.text());
        };
    }

    private static InvalidSetting refused(Path file, String why) {
        return new InvalidSetting("auth.users-file", file, "a file of users, but " + why);
    }

    private static String key(int index, String name) {
        return "users[" + index + "]." + name;
    }
}
