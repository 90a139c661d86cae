package coop.ccci.bridge.forge;

/** What the forge says about an account and an organisation. */
public enum Membership {
    /** It is a member. */
    MEMBER,

    /** It is not, or there is no such organisation. */
    STRANGER,

    /** The bot is not in the organisation itself and cannot know. */
    UNKNOWABLE
}
