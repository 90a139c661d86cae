package coop.ccci.abra.deploy;

import coop.ccci.abra.recipe.RecipeVersion;

/** Which way an app is moved from one release to another. */
public enum Direction {
    /** To a newer release. */
    UPGRADE("upgrade") {
        @Override
        boolean leads(RecipeVersion from, RecipeVersion to) {
            return to.compareTo(from) > 0;
        }
    },
    /** To an older release. */
    ROLLBACK("downgrade") {
        @Override
        boolean leads(RecipeVersion from, RecipeVersion to) {
            return to.compareTo(from) < 0;
        }
    };

    private final String word;

    Direction(String word) {
        this.word = word;
    }

    abstract boolean leads(RecipeVersion from, RecipeVersion to);

    @Override
    public String toString() {
        return word;
    }
}
