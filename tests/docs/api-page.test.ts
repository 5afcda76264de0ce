/** docs/api.md names every operation, problem type and record kind of the contract as they are, and no other. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { recordKinds } from "#dossier";
import { areaTitles, endpointOf, operationIds, problemTypeNames, problemTypes } from "#contract";

const page = await readFile("docs/api.md", "utf8");

const callers = { anyone: "anyone", session: "session", "session-or-token": "session or token" } as const;

function operationRow(id: (typeof operationIds)[number]): string {
  const { method, path, caller, scopes, summary } = endpointOf(id);
  return `| \`${id}\` | \`${method} ${path}\` | ${callers[caller]} | ${scopes?.join(" or ") ?? "–"} | ${summary} |`;
}

/** Rows whose first cell is code, below the heading. */
function rowsBelow(heading: string): readonly string[] {
  const start = page.indexOf(`\n${heading}\n`);
  if (start === -1) throw new Error(`docs/api.md has no heading ${heading}`);
  const level = /^#+/.exec(heading)?.[0] ?? "#";
  const next = new RegExp(`\\n#{1,${String(level.length)}} `).exec(page.slice(start + heading.length));
  const end = next === null ? undefined : start + heading.length + next.index;
  return page
    .slice(start, end)
    .split("\n")
    .filter((line) => line.startsWith("| `"));
}

describe("docs/api.md", () => {
  for (const [area, title] of Object.entries(areaTitles)) {
    it(`lists the operations of ${area}`, () => {
      const wanted = operationIds.filter((id) => endpointOf(id).area === area).map(operationRow);
      expect(wanted.length).toBeGreaterThan(0);
      expect(rowsBelow(`### ${title}`)).toEqual(wanted);
    });
  }

  it("lists the problem types", () => {
    const wanted = problemTypeNames.map((type) => {
      const { status, title, meaning } = problemTypes[type];
      return `| \`${type}\` | ${String(status)} | ${title} | ${meaning} |`;
    });
    expect(rowsBelow("## Errors")).toEqual(wanted);
  });

  it("names every kind of record", () => {
    expect(recordKinds.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
  });
});
