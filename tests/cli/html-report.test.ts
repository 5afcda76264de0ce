/** The report runs nothing, fetches nothing, and keeps hostile text as text. */
import { expect, test } from "vitest";
import { writeHtmlReport } from "#interchange/html-report";
import { groupProblems } from "#workbench";
import { dossier, evaluation, matrix, problems } from "./fabricated.ts";

const page = writeHtmlReport({
  dossier,
  evaluation,
  catalogue: { editions: [], changeLists: [], registry: undefined },
  editions: [
    {
      document: "ETSI TS 103 701",
      edition: "V2.1.1",
      date: "2025-05",
      title: "Assessment",
      completeness: "partial",
      limits: ["<b>limit</b>"],
      confidence: { verified: 1, "single-source": 2, recalled: 0 },
    },
  ],
  problemGroups: groupProblems(problems, matrix),
  version: "1.2.3",
});
/** Tags of the page; text with escaped brackets is none. */
const tags = page.replace(/<style>[\s\S]*?<\/style>/, "").match(/<[a-zA-Z][^>]*>/g) ?? [];

test("holds no element or attribute that could run or fetch", () => {
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  for (const tag of tags) {
    expect(tag).not.toMatch(/^<(script|img|iframe|object|embed|link|base|form|svg|video|audio|source)\b/i);
    expect(tag).not.toMatch(/\s(on\w+|src|srcset)=/i);
    expect(tag).not.toMatch(/href="(?!#|https?:|mailto:)/i);
  }
  expect(page).not.toMatch(/@import|url\(/i);
});

test("keeps control and reordering characters out", () => {
  expect(page).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e]/);
});

test("renders Markdown tables and drops images", () => {
  expect(page).toContain("<td>1</td>");
  expect(page).not.toContain("<img");
});

test("has landmarks, one h1, headings in order, unique ids and links that lead somewhere", () => {
  expect(page.match(/<main>/g)).toHaveLength(1);
  expect(page.match(/<h1>/g)).toHaveLength(1);
  expect(page).toContain('class="skip"');
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
  expect(new Set(ids).size).toBe(ids.length);
  for (const match of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(match[1]);
  const levels = [...page.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
  levels.forEach((level, index) => {
    if (index > 0) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });
  for (const table of page.match(/<table[\s\S]*?<\/table>/g) ?? []) {
    expect(/<caption/.test(table) || !table.includes("scope=")).toBe(true);
  }
});

test("says what it is not, marks partial data and names the day", () => {
  expect(page).toContain("no legal opinion");
  expect(page).toContain("partial data");
  expect(page).toContain("First-party assessment");
  expect(page).toContain("2026-01-01");
});
