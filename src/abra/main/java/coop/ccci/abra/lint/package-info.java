/** The lint rules of abra, as {@code recipe lint} shows them and as every deploy without chaos applies them. */
package coop.ccci.abra.lint;
