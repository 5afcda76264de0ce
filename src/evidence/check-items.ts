/** Checks every item of evidence on its own: its file, its boundary, its dates and what it is for. */
import { addDays, type IsoDate } from "#base/calendar";
import type { EvidenceItem } from "#dossier";
import { problem, type Citation, type Problem, type ProblemCode } from "#problems";
import { matchBoundary } from "./boundary-match.ts";
import type { EvidenceCheckInput } from "./check-input.ts";
import { evidenceContext, type EvidenceContext } from "./evidence-context.ts";
import { evidenceFor, type CarriedRecords, type EvidenceIndex } from "./evidence-index.ts";
import type { EvidenceStatus } from "./evidence-status.ts";
import { isWebLink, pathFault } from "./evidence-path.ts";
import { daysLeft, inDays } from "./judge-evidence.ts";
import { lookUp } from "./record-lookup.ts";
import { factDate, validityOn } from "./validity.ts";

/** What all checks of one item share. */
interface ItemUnderCheck {
  readonly id: string;
  readonly item: EvidenceItem;
  readonly input: EvidenceCheckInput;
  readonly context: EvidenceContext;
  readonly index: EvidenceIndex;
  /** A problem at a field of the item, under the one record that rests on it where there is just one. */
  readonly found: (
    code: ProblemCode,
    field: string | undefined,
    message: string,
    more?: Partial<Problem>,
  ) => Problem;
}

export function checkEvidenceItems(input: EvidenceCheckInput): Problem[] {
  const context = evidenceContext(input.dossier, input);
  const index = evidenceFor(input.dossier);
  const problems: Problem[] = [];
  for (const [id, item] of Object.entries(input.dossier.evidence)) {
    const used = index.used.has(id);
    const status = input.statuses.get(id);
    const before = faultless.get(item);
    if (before?.status === status && before?.used === used && before.now === input.now) continue;
    const found = checkItem({ id, item, input, context, index, found: finder(id, index, input) }, used);
    if (found.length === 0) faultless.set(item, { status, used, now: input.now });
    else problems.push(...found);
  }
  return problems;
}

/** Items in which nothing was found. The status stands for file, subject and events: it is made anew when one of them changes. */
const faultless = new WeakMap<
  EvidenceItem,
  { readonly status: EvidenceStatus | undefined; readonly used: boolean; readonly now: IsoDate }
>();

function finder(id: string, index: EvidenceIndex, input: EvidenceCheckInput): ItemUnderCheck["found"] {
  return (code, field, message, more) =>
    problem(code, {
      message,
      at: field === undefined ? ["evidence", id] : ["evidence", id, field],
      subject: "Evidence",
      ...groupedUnder(id, index, input),
      ...more,
    });
}

function checkItem(under: ItemUnderCheck, used: boolean): Problem[] {
  const { id, item, found } = under;
  const problems = [...checkFile(under), ...checkDates(under)];
  if (used) problems.push(...checkState(under));
  else problems.push(found("evidence/unused", "supports", `Evidence ${id} (${item.title}) supports nothing`));
  if (item.confidential === true && (item.notes ?? "").trim() === "") {
    const message = `Evidence ${id} is confidential, but its notes do not say who may see it or what is shown in its place`;
    problems.push(found("evidence/confidential-unexplained", "notes", message));
  }
  return problems;
}

function checkFile({ id, item, input, found }: ItemUnderCheck): Problem[] {
  const problems: Problem[] = [];
  const badLink = item.link !== undefined && !isWebLink(item.link);
  if (item.file === undefined) {
    if (item.link === undefined) {
      return [
        found(
          "evidence/nothing-to-show",
          "file",
          `Evidence ${id} (${item.title}) names neither a file nor a link`,
        ),
      ];
    }
    if (!badLink) return [];
    const message = `Evidence ${id} has no file, and its link ${item.link} is not an http or https address`;
    return [found("evidence/nothing-to-show", "link", message)];
  }
  if (badLink) {
    const message = `The link of evidence ${id}, ${item.link ?? ""}, is not an http or https address`;
    problems.push(found("evidence/link-not-web", "link", message));
  }
  const fault = pathFault(item.file);
  if (fault !== undefined) {
    const slashed = item.file.replaceAll("\\", "/");
    const fixable = fault === "uses backslashes" && pathFault(slashed) === undefined;
    const fix = {
      title: `Write the path as ${slashed}`,
      safe: true,
      edits: [{ op: "set", path: ["evidence", id, "file"], value: slashed } as const],
    };
    const message = `The file of evidence ${id}, ${item.file}, ${fault}`;
    problems.push(found("evidence/path-unsafe", "file", message, fixable ? { fix } : {}));
    if (fault !== "uses backslashes") return problems;
  }
  problems.push(...checkFact(id, item, input, found));
  return problems;
}

function checkFact(
  id: string,
  item: EvidenceItem,
  input: EvidenceCheckInput,
  found: ItemUnderCheck["found"],
): Problem[] {
  const file = item.file ?? "";
  const fact = Object.hasOwn(input.files, id) ? input.files[id] : undefined;
  if (fact === undefined || fact.state === "missing") {
    return [found("evidence/file-missing", "file", `The file of evidence ${id}, ${file}, is not there`)];
  }
  if (fact.state === "unreadable") {
    return [
      found(
        "evidence/file-unreadable",
        "file",
        `The file of evidence ${id}, ${file}, cannot be read: ${fact.why}`,
      ),
    ];
  }
  if (item.sha256 === undefined) {
    const path = ["evidence", id, "sha256"];
    const fix = {
      title: `Record the SHA-256 of ${file} as it is now`,
      safe: true,
      edits: [{ op: "set", path, value: fact.sha256 } as const],
    };
    return [
      found("evidence/hash-missing", "sha256", `Evidence ${id} records no SHA-256 for its file ${file}`, {
        fix,
      }),
    ];
  }
  if (item.sha256 === fact.sha256) return [];
  const message = `The file of evidence ${id}, ${file}, has SHA-256 ${short(fact.sha256)}, recorded is ${short(item.sha256)}`;
  return [found("evidence/altered", "sha256", message)];
}

function short(hash: string): string {
  return `${hash.slice(0, 12)}…`;
}

/** Dates that are missing, contradict each other or lie ahead, whatever the state that follows from them. */
function checkDates({ id, item, input, found }: ItemUnderCheck): Problem[] {
  const problems: Problem[] = [];
  const { madeOn, collectedOn, reviewedOn, validFrom, validUntil } = item;
  if (factDate(item) === undefined) {
    problems.push(
      found(
        "evidence/undated",
        "madeOn",
        `Evidence ${id} says neither when it was made nor when it was collected`,
      ),
    );
  } else if (madeOn === undefined) {
    const message = `Evidence ${id} says when it was collected (${collectedOn ?? ""}), but not when the fact was established`;
    problems.push(found("evidence/fact-date-missing", "madeOn", message));
  }
  const contradiction = (field: string, message: string): void => {
    problems.push(found("evidence/dates-contradict", field, message));
  };
  if (madeOn !== undefined && collectedOn !== undefined && collectedOn < madeOn) {
    contradiction(
      "collectedOn",
      `Evidence ${id} was collected on ${collectedOn}, before it was made on ${madeOn}`,
    );
  }
  if (madeOn !== undefined && reviewedOn !== undefined && reviewedOn < madeOn) {
    contradiction(
      "reviewedOn",
      `Evidence ${id} was reviewed on ${reviewedOn}, before it was made on ${madeOn}`,
    );
  }
  if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom) {
    contradiction(
      "validUntil",
      `Evidence ${id} is valid from ${validFrom} until ${validUntil}, which is no period`,
    );
  } else if (madeOn !== undefined && validUntil !== undefined && validUntil < madeOn) {
    contradiction(
      "validUntil",
      `Evidence ${id} is valid until ${validUntil}, but was made later, on ${madeOn}`,
    );
  }
  for (const [field, date] of Object.entries({ madeOn, collectedOn, reviewedOn })) {
    if (date === undefined || date <= input.now) continue;
    const message = `Evidence ${id} has ${field} ${date}, which is after ${input.now}`;
    problems.push(found("evidence/date-in-future", field, message));
  }
  return problems;
}

/** What makes an item that something rests on unusable, or will soon; every reason, not only the first. */
function checkState(under: ItemUnderCheck): Problem[] {
  const { id, item, input, context, found } = under;
  const status = input.statuses.get(id);
  if (status === undefined || (status.usable && status.state !== "expiring")) return [];
  const resting = whatRests(under.index.carriedBy.get(id));
  if (status.state === "expiring" && status.until !== undefined) {
    const days = inDays(daysLeft(input.now, status.until));
    const message = `Evidence ${id} turns unusable ${days}, on ${addDays(status.until, 1)}${resting}`;
    return [found("evidence/expiring", expiryField(item, status.until), message)];
  }
  const problems: Problem[] = [];
  const boundary = matchBoundary(item, context.subject);
  if (boundary.fit === "none") {
    const code = boundary.field === "product" ? "evidence/other-product" : "evidence/other-version";
    const at = ["evidence", id, "boundary", boundary.field ?? "product"];
    problems.push(
      found(code, undefined, `Evidence ${id} does not count: ${boundary.because}${resting}`, { at }),
    );
  }
  const validity = validityOn(item, id, input.now, context.events);
  if (validity.state === "expired") {
    const field = expiryField(
      item,
      item.validUntil !== undefined && item.validUntil < input.now ? item.validUntil : "",
    );
    problems.push(
      found("evidence/expired", field, `Evidence ${id} no longer counts: ${validity.because}${resting}`),
    );
  } else if (validity.state === "not-yet-valid") {
    const field = item.validFrom !== undefined && item.validFrom > input.now ? "validFrom" : undefined;
    problems.push(
      found(
        "evidence/not-yet-valid",
        field,
        `Evidence ${id} does not count yet: ${validity.because}${resting}`,
      ),
    );
  } else if (validity.state === "reopened") {
    problems.push(
      found(
        "evidence/reopened",
        "reopenedBy",
        `Evidence ${id} no longer counts: ${validity.because}${resting}`,
      ),
    );
  }
  return problems;
}

function expiryField(item: EvidenceItem, until: string): string {
  if (item.validUntil === until) return "validUntil";
  if (item.reviewEvery === undefined) return "reopenedBy";
  return item.reviewedOn === undefined ? "reviewEvery" : "reviewedOn";
}

/** "; 5.1-1, 5.3-2 and 3 more rest on it", or nothing. */
function whatRests(carried: CarriedRecords | undefined): string {
  if (carried === undefined) return "";
  const all = [
    ...carried.provisions,
    ...carried.requirements,
    ...carried.cases,
    ...carried.controls,
    ...carried.ixit,
  ];
  const names = all.length > 0 ? all : carried.groups;
  if (names.length === 0) return "";
  if (names.length === 1) return `; ${names[0] ?? ""} rests on it`;
  if (names.length <= 4) return `; ${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""} rest on it`;
  return `; ${names.slice(0, 3).join(", ")} and ${String(names.length - 3)} more rest on it`;
}

/** An item behind a single provision, requirement or group is reported under it, with its clause cited. */
function groupedUnder(
  id: string,
  index: EvidenceIndex,
  { dossier, standards }: EvidenceCheckInput,
): { readonly subject?: string; readonly cites?: readonly Citation[] } {
  const carried = index.carriedBy.get(id);
  if (carried === undefined) return {};
  const subjects = new Set([...carried.provisions, ...carried.requirements, ...carried.groups]);
  const [subject] = subjects;
  if (subjects.size !== 1 || subject === undefined) return {};
  const kind = carried.requirements.length > 0 ? "requirements" : "provisions";
  const answer = lookUp(kind, subject, dossier, standards);
  if (!answer.known) return {};
  const edition =
    kind === "provisions"
      ? standards.provisions?.edition
      : standards.requirements.find((one) =>
          one.edition.document.endsWith(subject.slice(0, subject.lastIndexOf("/"))),
        )?.edition;
  if (edition === undefined) return { subject };
  const clause = subject.slice(subject.lastIndexOf("/") + 1);
  return { subject, cites: [{ document: edition.document, edition: edition.edition, clause }] };
}
