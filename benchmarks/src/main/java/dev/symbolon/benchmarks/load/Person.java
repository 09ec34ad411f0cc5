package dev.symbolon.benchmarks.load;

/** Whose account a virtual user signs in to. */
public record Person(String login, String password) {

    /** The person for one user: "%d" in the login becomes its number, from 0. */
    Person numbered(int user) {
        return new Person(login.replace("%d", String.valueOf(user)), password);
    }

    @Override
    public String toString() {
        return "Person[" + login + "]";
    }
}
