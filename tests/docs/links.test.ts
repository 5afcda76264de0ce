/** What the pages name exists: files, anchors, npm scripts, commands and problem codes. */
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { problemKinds } from "#problems";
import { commands } from "../../src/cli/commands.ts";

const pages = await readPages();

async function readPages(): Promise<ReadonlyMap<string, string>> {
  const top = (await readdir(".")).filter((name) => name.endsWith(".md"));
  const below = await Promise.all(
    ["docs", "data", "examples"].map(async (folder) =>
      (await readdir(folder, { recursive: true }))
        .map((name) => join(folder, name).replaceAll("\\", "/"))
        // Evidence files are what somebody else wrote.
        .filter((name) => name.endsWith(".md") && !name.includes("/evidence/")),
    ),
  );
  const names = [...top, ...below.flat()];
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(name, "utf8")] as const)));
}

/** The page without fenced code, in which brackets mean other things. */
function prose(text: string): string {
  return text.replace(/^ *```[^]*?^ *```$/gm, "");
}

/** The anchor that a code host makes from a heading. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .trim()
    .replace(/ /g, "-");
}

function anchors(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  for (const [, heading = ""] of prose(text).matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = anchorOf(heading);
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    found.add(count === 0 ? anchor : `${anchor}-${String(count)}`);
  }
  return found;
}

function brokenLinks(page: string, text: string): readonly string[] {
  const broken: string[] = [];
  for (const [, target = ""] of prose(text).matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/i.test(target)) continue;
    const [path = "", anchor] = target.split("#");
    const file =
      path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path))).replaceAll("\\", "/");
    if (!existsSync(file)) broken.push(`${target}: there is no ${file}`);
    else if (anchor !== undefined && !anchors(pages.get(file) ?? "").has(anchor)) {
      broken.push(`${target}: ${file} has no heading for #${anchor}`);
    }
  }
  return broken;
}

describe("pages", () => {
  for (const [page, text] of pages) {
    it(`${page} links to what exists`, () => {
      expect(brokenLinks(page, text)).toEqual([]);
    });
  }

  it("name npm scripts that exist", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as {
      scripts: Record<string, string>;
    };
    const named = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(/\bnpm (?:run ([a-z][a-z0-9:-]*)|(test|start)\b)/g)].map(
        (match) => [page, match[1] ?? match[2] ?? ""] as const,
      ),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(([, script]) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  it("name commands that exist", () => {
    // In code only: in prose "plumbline" is also the name of the program.
    const invoked =
      /(?:^|[`$] ?)(?:npm run plumbline -- |plumbline |node bin\/plumbline\.mjs )([a-z][a-z-]*)/gm;
    const named = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(invoked)].map((match) => [page, match[1] ?? ""] as const),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, command]) => command !== "help" && !Object.hasOwn(commands, command))).toEqual(
      [],
    );
  });

  it("name problem codes that exist", () => {
    const areas = [...new Set(Object.keys(problemKinds).map((code) => code.slice(0, code.indexOf("/"))))];
    const code = new RegExp(`(?<![\\w./-])(?:${areas.join("|")})/[a-z0-9]+(?:-[a-z0-9]+)+(?![\\w./-])`, "g");
    const named = [...pages].flatMap(([page, text]) =>
      [...text.matchAll(code)].map((match) => [page, match[0]] as const),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(([, one]) => !Object.hasOwn(problemKinds, one))).toEqual([]);
  });
});
