/** Takes a picture of an app's landing page with the Chromium of the system, by Playwright (docs/adr/0014). */
package coop.ccci.harness.browser;
