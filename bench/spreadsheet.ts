/** What a person would do instead: the same consistency checks as formulas in a spreadsheet, recalculated by LibreOffice. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evaluate } from "#evaluation";
import { findEdition, indexProvisions, indexTestSpecification, type Catalogue } from "#standards";
import { median, milliseconds, ratio, time } from "./measure.ts";
import { emptyWorkbook, formulaCount, workbook } from "./spreadsheet-text.ts";
import { realAssessment } from "./subjects.ts";
import { printSection } from "./table.ts";

/** Dossiers in one workbook. */
const copies = 20;

/** LibreOffice, where it is not on the path under its own name. */
const program = process.env["SOFFICE"] ?? "soffice";

export function benchSpreadsheet(catalogue: Catalogue, quick: boolean): void {
  if (spawnSync(program, ["--version"], { stdio: "ignore" }).status !== 0) {
    console.log("\nSpreadsheet: skipped, LibreOffice (soffice) is not installed.");
    return;
  }
  const provisions = findEdition(catalogue, { document: "ETSI EN 303 645", edition: "V3.1.3" });
  const tests = findEdition(catalogue, { document: "ETSI TS 103 701", edition: "V2.1.1" });
  if (provisions?.kind !== "provisions" || tests?.kind !== "test-specification") return;
  const subject = realAssessment(catalogue);
  const text = workbook(subject.dossier, indexProvisions(provisions), indexTestSpecification(tests), copies);
  const runs = quick ? 2 : 5;
  const folder = mkdtempSync(join(tmpdir(), "plumbline-sheet-"));
  try {
    writeFileSync(join(folder, "checks.fods"), text);
    writeFileSync(join(folder, "empty.fods"), emptyWorkbook);
    // The first start makes the user profile and fills the caches of the disk.
    convert(folder, "empty.fods");
    const start: number[] = [];
    const full: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      start.push(convert(folder, "empty.fods"));
      full.push(convert(folder, "checks.fods"));
    }
    const faults = readFileSync(join(folder, "checks.csv"), "utf8").trim();
    const own = Math.min(
      ...time(
        200,
        60,
        () => structuredClone(subject.dossier),
        (dossier) => evaluate(dossier, catalogue, subject).problems.length,
      ),
    );
    // The quickest runs on both sides: a difference of medians would be the noise of two program starts.
    const recalculation = (Math.min(...full) - Math.min(...start)) / copies;
    printSection(
      `The same checks in a spreadsheet (LibreOffice headless, ${String(copies)} × ${String(Math.round(formulaCount(text) / copies))} formulas, ${subject.name})`,
      [
        { what: "open, recalculate, write", figure: milliseconds(median(full)), more: `finds: ${faults}` },
        { what: "  of which starting LibreOffice", figure: milliseconds(median(start)) },
        { what: "  for each dossier in it", figure: milliseconds(recalculation) },
        {
          what: "one full evaluation by Plumbline",
          figure: milliseconds(own),
          more: `all checks, plan and verdicts`,
        },
        {
          what: "a dossier in the workbook against an evaluation",
          figure: ratio(recalculation / own),
          more: "both without starting anything",
        },
      ],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function convert(folder: string, file: string): number {
  const started = process.hrtime.bigint();
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const { status, stderr } = spawnSync(
    program,
    [profile, "--headless", "--convert-to", "csv", "--outdir", folder, join(folder, file)],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`soffice ended with ${String(status)}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e6;
}
