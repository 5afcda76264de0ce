/** The tables of ARCHITECTURE.md are those that the import rules are made from. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

interface Rule {
  readonly name: string;
  readonly from: { readonly pathNot?: string | readonly string[] };
  readonly to: { readonly pathNot?: string | readonly string[] };
}

const rules = await readRules();
const page = await readFile("ARCHITECTURE.md", "utf8");

async function readRules(): Promise<readonly Rule[]> {
  const file = new URL("../../.dependency-cruiser.mjs", import.meta.url).href;
  const loaded = (await import(file)) as { readonly default: { readonly forbidden: readonly Rule[] } };
  return loaded.default.forbidden;
}

/** The rows of the first table whose head has these titles, each row with its cells. */
function table(...titles: readonly string[]): readonly (readonly string[])[] {
  const lines = page.split("\n");
  const head = lines.findIndex((line) => cellsOf(line).join() === titles.join());
  if (head === -1) throw new Error(`ARCHITECTURE.md has no table with the head ${titles.join(", ")}`);
  const rows = lines.slice(head + 2).map(cellsOf);
  return rows.slice(
    0,
    rows.findIndex((cells) => cells.length === 0),
  );
}

function cellsOf(line: string): readonly string[] {
  const cells = line.startsWith("|") ? line.split(/(?<!\\)\|/).slice(1, -1) : [];
  return cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function listed(paths: string | readonly string[] | undefined): readonly string[] {
  return paths === undefined ? [] : typeof paths === "string" ? [paths] : paths;
}

describe("ARCHITECTURE.md", () => {
  it("says who may import what as .dependency-cruiser.mjs does", () => {
    const checked = rules.flatMap((rule) => {
      const module = /^(.*)-may-not-import$/.exec(rule.name)?.[1];
      if (module === undefined) return [];
      const allowed = listed(rule.to.pathNot).map((path) => path.replace(/^\^src\/(.*)\/$/, "$1"));
      return [[module, allowed.filter((name) => name !== module).sort()] as const];
    });
    const written = table("module", "may use the door of").map(([module = "", allowed = ""]) => {
      const names = allowed === "–" ? [] : allowed.split(", ");
      return [module, names.sort()] as const;
    });
    expect(checked.length).toBeGreaterThan(10);
    expect(written).toEqual(checked);
  });

  it("says where npm packages may be used as .dependency-cruiser.mjs does", () => {
    const checked = rules.flatMap((rule) => {
      const name = /^package-(.*)$/.exec(rule.name)?.[1];
      const [where] = listed(rule.from.pathNot);
      return name === undefined || where === undefined ? [] : [[name, `\`${where}\``]];
    });
    expect(checked.length).toBeGreaterThan(0);
    expect(table("package", "used only in")).toEqual(checked);
  });

  it("lists in the code map the modules of the table, in its order", () => {
    const checked = rules.flatMap((rule) => /^(.*)-may-not-import$/.exec(rule.name)?.[1] ?? []);
    const written = table("module", "door", "holds").map(([module = ""]) =>
      module.replace(/^`src\/([^/`]+).*$/, "$1"),
    );
    expect(written).toEqual(checked);
  });
});
