/**
 * What {@code abra app backup} and {@code abra app restore} do. abra itself only calls the program of backup-bot-two in
 * the bot's container; here its part is played too: the labels are read and the hooks are run by this process, and
 * restic works in the container of the bot.
 */
package coop.ccci.abra.backup;
