/** Markdown of a dossier as HTML that can run nothing and fetches nothing. */
import { micromark } from "micromark";
import { gfmTable, gfmTableHtml } from "micromark-extension-gfm-table";
import { cleanText, escapeHtml, markup, trusted, type Html } from "./html.ts";

/** Longer texts are shown as they are: parsing time must stay bounded. */
const longest = 200_000;
const marks = /[*_`[\]<>#|\\!&~]|^\s*(?:[-+]|\d+[.)])\s|^\s*(?:-{3,}|={3,})\s*$|^(?: {4}|\t)/m;

/**
 * Raw HTML is no construct and comes out as text, links keep only harmless protocols (micromark's default), images are off
 * since a report must not fetch anything, and headings become paragraphs so that they cannot upset the outline.
 */
export function markdown(text: string | undefined): Html {
  if (text === undefined || text.trim() === "") return markup``;
  const clean = cleanText(text.replace(/\r\n?/g, "\n"));
  if (clean.length > longest) return markup`<pre>${clean}</pre>`;
  if (!marks.test(clean)) {
    return trusted(
      clean
        .trim()
        .split(/\n\s*\n/)
        .map((part) => `<p>${escapeHtml(part)}</p>`)
        .join(""),
    );
  }
  const made = micromark(clean, {
    extensions: [gfmTable(), { disable: { null: ["labelStartImage", "htmlFlow", "htmlText"] } }],
    htmlExtensions: [gfmTableHtml()],
  });
  return trusted(
    made
      .replace(/<h[1-6]>/g, '<p class="heading">')
      .replace(/<\/h[1-6]>/g, "</p>")
      .replace(/<a href="([^"]*)"/g, (_all, address: string) => {
        // Relative addresses would point beside the report, where nothing of the dossier lies.
        return /^(?:https?:|mailto:)/i.test(address)
          ? `<a rel="noreferrer noopener" href="${address}"`
          : "<a";
      }),
  );
}

/** Long text behind its first words. */
export function foldedMarkdown(text: string | undefined): Html {
  if (text === undefined) return markup``;
  const start = text.replace(/\s+/g, " ").trim();
  if (start.length <= 320) return markdown(text);
  const cut = start.slice(0, 140).replace(/\s\S*$/, "");
  return markup`<details><summary>${cut} …</summary>${markdown(text)}</details>`;
}
