/** docs/cli.md names every command, flag and word, and its console examples are what the program prints. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { globalOptions } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands.ts";
import { main } from "../../src/cli/main.ts";

const page = await readFile("docs/cli.md", "utf8");
const home = fileURLToPath(new URL("../../", import.meta.url));

function section(title: string): string {
  const start = page.indexOf(`\n## ${title}\n`);
  if (start === -1) throw new Error(`docs/cli.md has no section ${title}`);
  const end = page.indexOf("\n## ", start + 1);
  return page.slice(start, end === -1 ? undefined : end);
}

/** What a read-only command prints, run in this process. */
async function outputOf(args: readonly string[]): Promise<string> {
  const pieces: string[] = [];
  vi.stubEnv("COLUMNS", "100");
  vi.stubEnv("NO_COLOR", "1");
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    pieces.push(String(text));
    return true;
  });
  try {
    await main(args, { home, version: "0.0.0" });
  } finally {
    out.mockRestore();
    vi.unstubAllEnvs();
  }
  return pieces.join("");
}

describe("docs/cli.md", () => {
  it("has a section for each command, in the program's order", () => {
    const listed = [...page.matchAll(/^\| \[`([a-z]+)`\]/gm)].map((match) => match[1]);
    expect(listed).toEqual(Object.keys(commands));
  });

  it("explains the flags of every command", () => {
    const text = section("Flags of every command");
    expect(Object.keys(globalOptions).filter((flag) => !text.includes(`\`--${flag}`))).toEqual([]);
  });

  for (const [name, entry] of Object.entries(commands)) {
    it(`explains all flags and words of ${name}`, async () => {
      const text = section(name);
      const { options } = await entry.load();
      for (const [flag, option] of Object.entries(options)) {
        expect(text, `--${flag}`).toContain(`--${flag}`);
        if (option.short !== undefined) expect(text, `-${option.short}`).toContain(`\`-${option.short}\``);
        for (const word of option.words ?? []) expect(text, `--${flag} ${word}`).toContain(`\`${word}\``);
      }
    });
  }

  for (const [, args = "", body = ""] of page.matchAll(/```console\n\$ plumbline (.*)\n([^]*?)```/g)) {
    it(`shows what "plumbline ${args}" prints`, async () => {
      const lines = (await outputOf(args.split(" "))).split("\n");
      let from = 0;
      for (const line of body.trimEnd().split("\n")) {
        if (line === "…") continue;
        const found = lines.indexOf(line, from);
        expect(found, `no line "${line}" after line ${String(from)}`).toBeGreaterThanOrEqual(from);
        from = found + 1;
      }
    });
  }
});
