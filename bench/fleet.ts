/** Ten thousand dossiers, one after the other on one core: total time, and whether memory stays flat. */
import { evaluate } from "#evaluation";
import type { Dossier } from "#dossier";
import type { Catalogue } from "#standards";
import { keep, megabytes, milliseconds } from "./measure.ts";
import { realAssessment } from "./subjects.ts";
import { printSection } from "./table.ts";

const goalSeconds = 60;

export function benchFleet(catalogue: Catalogue, quick: boolean): void {
  const count = quick ? 500 : 10_000;
  const settled = Math.round(count / 10);
  const subject = realAssessment(catalogue);
  const text = JSON.stringify(subject.dossier);
  let evaluating = 0;
  let problems = 0;
  let base = 0;
  let peak = 0;
  const usedBefore = process.cpuUsage();
  const started = process.hrtime.bigint();
  for (let index = 0; index < count; index += 1) {
    const dossier = vary(JSON.parse(text) as Dossier, index);
    const before = process.hrtime.bigint();
    problems += evaluate(dossier, catalogue, subject).problems.length;
    evaluating += Number(process.hrtime.bigint() - before) / 1e6;
    if (index + 1 === settled) base = process.memoryUsage().rss;
    if (index + 1 > settled && index % 50 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  keep(problems);
  const total = Number(process.hrtime.bigint() - started) / 1e6;
  const { user, system } = process.cpuUsage(usedBefore);
  const scaled = (evaluating / count) * 10_000;
  printSection(`${count.toLocaleString("en")} dossiers of the size of: ${subject.name}`, [
    {
      what: "evaluating",
      figure: milliseconds(evaluating),
      more: `${milliseconds(evaluating / count)} each, ${Math.round(count / (evaluating / 1000)).toLocaleString("en")} per second`,
      goal: `${String(goalSeconds)} s for 10,000`,
      ofGoal: scaled / 1000 / goalSeconds,
    },
    {
      what: "with making each dossier from JSON",
      figure: milliseconds(total),
      more: `processor time ${milliseconds((user + system) / 1000)}`,
    },
    {
      what: `memory (RSS) after the first ${settled.toLocaleString("en")}`,
      figure: megabytes(base),
      more: `peak afterwards ${megabytes(peak)}, growth ${((peak / base - 1) * 100).toFixed(1)} %`,
    },
  ]);
}

/** Every dossier differs a little, and all its objects are new, so that nothing remembered fits. */
function vary(dossier: Dossier, index: number): Dossier {
  const ids = Object.keys(dossier.ics);
  const id = ids[index % Math.max(1, ids.length)];
  const row = id === undefined ? undefined : dossier.ics[id];
  return {
    ...dossier,
    header: {
      ...dossier.header,
      id: `fleet-${String(index)}`,
      subject: { ...dossier.header.subject, release: `1.${String(index)}` },
    },
    ics:
      id === undefined || row === undefined
        ? dossier.ics
        : { ...dossier.ics, [id]: { ...row, detail: `Measure ${String(index)} of the product.` } },
  };
}
