/** Apps as abra keeps them: one {@code .env} file each, under {@code $ABRA_DIR/servers/<server>/}. */
package coop.ccci.abra.app;
