/** Rows that stand on no requirement in force: unknown documents and ids, void ids, ids of another edition. */
import { didYouMean } from "#base/near-miss";
import { problem, type Citation, type Fix, type Problem } from "#problems";
import {
  editionsOf,
  findChangeList,
  indexRequirements,
  type Catalogue,
  type RequirementsEdition,
} from "#standards";
import type { Dossier, RequirementRow } from "#dossier";
import { listSome } from "./effective-status.ts";
import { requirementKey, shortDocument } from "./requirement-key.ts";
import type { RequirementSet } from "./requirement-set.ts";

type Rows = Readonly<Record<string, RequirementRow>>;

export function checkRowKeys(
  dossier: Dossier,
  catalogue: Catalogue,
  set: RequirementSet,
): readonly Problem[] {
  return Object.entries(dossier.requirements)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([document, rows]) => {
      const edition = set.editions.find((one) => one.document === document);
      if (edition === undefined) return documentProblem(document, rows, dossier, set);
      const { byId } = indexRequirements(edition);
      return Object.keys(rows)
        .filter((id) => byId.get(id)?.void !== false)
        .sort()
        .map((id) =>
          byId.has(id)
            ? voidProblem(edition, id, rows)
            : (otherEdition(catalogue, edition, id, rows) ?? unknownProblem(edition, id, rows)),
        );
    });
}

function documentProblem(
  document: string,
  rows: Rows,
  dossier: Dossier,
  set: RequirementSet,
): readonly Problem[] {
  const count = Object.keys(rows).length;
  if (count === 0) return [];
  const pinned = set.editions.map((one) => one.document);
  const meant =
    pinned.find((one) => shortDocument(one) === shortDocument(document)) ?? didYouMean(document, pinned);
  const free = meant !== undefined && dossier.requirements[meant] === undefined;
  const at = ["requirements", document];
  return [
    problem("requirement/row-document-not-pinned", {
      message: `${count} ${count === 1 ? "row stands" : "rows stand"} under ${document}, which is not pinned`,
      at,
      ...(meant === undefined
        ? {}
        : { remedy: `Did you mean ${meant}? Otherwise pin an edition of ${document}.` }),
      ...(free ? { fix: renameFix(at, meant, true) } : {}),
    }),
  ];
}

function renameFix(path: readonly (string | number)[], to: string, safe: boolean): Fix {
  return { title: `Rename ${String(path.at(-1))} to ${to}`, safe, edits: [{ op: "rename", path, to }] };
}

interface Place {
  readonly at: readonly string[];
  readonly subject: string;
  readonly cites: readonly Citation[];
}

function place(edition: RequirementsEdition, id: string, clause = id): Place {
  return {
    at: ["requirements", edition.document, id],
    subject: requirementKey(edition.document, id),
    cites: [{ document: edition.document, edition: edition.edition, clause }],
  };
}

function voidProblem(edition: RequirementsEdition, id: string, rows: Rows): Problem {
  const { byId } = indexRequirements(edition);
  const successors = (byId.get(id)?.possibleSuccessors ?? []).filter((one) => byId.get(one)?.void === false);
  const [only] = successors;
  const target = successors.length === 1 && only !== undefined && rows[only] === undefined ? only : undefined;
  const where = place(edition, id);
  return problem("requirement/row-void", {
    ...where,
    message:
      successors.length === 0
        ? `${id} is void in ${edition.edition}, and no successor is known`
        : `${id} is void in ${edition.edition}; ${listSome(successors)} probably took its place`,
    remedy:
      successors.length === 0
        ? `Remove the row after moving what is still true to the requirement it belongs to.`
        : `Move what is still true to ${listSome(successors)}, then remove the row.`,
    ...(target === undefined ? {} : { fix: renameFix(where.at, target, false) }),
  });
}

/** What became of an id of another edition: the ids in the pinned edition, with the edition it comes from. */
function otherEdition(
  catalogue: Catalogue,
  edition: RequirementsEdition,
  id: string,
  rows: Rows,
): Problem | undefined {
  for (const other of editionsOf(catalogue, edition.document)) {
    if (other.kind !== "requirements" || other.edition === edition.edition) continue;
    if (!indexRequirements(other).byId.has(id)) continue;
    return otherEditionProblem(edition, other, id, rows, successorsIn(catalogue, edition, other, id));
  }
  return undefined;
}

interface Successors {
  readonly ids: readonly string[];
  /** True when each side has exactly one id. */
  readonly oneToOne: boolean;
}

function successorsIn(
  catalogue: Catalogue,
  edition: RequirementsEdition,
  other: RequirementsEdition,
  id: string,
): Successors | undefined {
  const { document } = edition;
  const { byId } = indexRequirements(edition);
  const forward = findChangeList(catalogue, document, other.edition, edition.edition)?.changes;
  const backward = findChangeList(catalogue, document, edition.edition, other.edition)?.changes;
  const found =
    forward !== undefined
      ? forward.filter((one) => one.from === id).flatMap((one) => one.to)
      : backward?.filter((one) => one.to.includes(id)).flatMap((one) => one.from ?? []);
  if (found === undefined) return undefined;
  const ids = [...new Set(found)].filter((one) => byId.get(one)?.void === false);
  const sources = forward?.filter((one) => one.to.some((to) => ids.includes(to))).length ?? ids.length;
  return { ids, oneToOne: ids.length === 1 && sources === 1 };
}

function otherEditionProblem(
  edition: RequirementsEdition,
  other: RequirementsEdition,
  id: string,
  rows: Rows,
  successors: Successors | undefined,
): Problem {
  const where = place(edition, id);
  const [first] = successors?.ids ?? [];
  const target =
    successors?.oneToOne === true && first !== undefined && rows[first] === undefined ? first : undefined;
  const became =
    successors === undefined
      ? "Plumbline holds no change list between the two"
      : first === undefined
        ? `it has no counterpart in ${edition.edition}`
        : `in ${edition.edition} it is ${listSome(successors.ids)}`;
  return problem("requirement/row-of-other-edition", {
    ...where,
    cites: [...where.cites, { document: other.document, edition: other.edition, clause: id }],
    message: `${id} is an id of ${other.edition}; ${became}`,
    ...(first === undefined
      ? {}
      : { remedy: `Move the row to ${listSome(successors?.ids ?? [])} and read the requirement again.` }),
    ...(target === undefined ? {} : { fix: renameFix(where.at, target, false) }),
  });
}

function unknownProblem(edition: RequirementsEdition, id: string, rows: Rows): Problem {
  const live = edition.requirements.filter((one) => !one.void).map((one) => one.id);
  const meant = nearestId(id, live);
  const where = place(edition, id, edition.clauses[0]?.id ?? "");
  return problem("requirement/row-unknown", {
    ...where,
    message: `${shortDocument(edition.document)} ${edition.edition} has no requirement ${id}${meant === undefined ? "" : `; did you mean ${meant}`}`,
    cites: [],
    ...(meant === undefined ? {} : { remedy: `Did you mean ${meant}? Otherwise remove the row.` }),
    ...(meant !== undefined && rows[meant] === undefined ? { fix: renameFix(where.at, meant, false) } : {}),
  });
}

/** Ids differ in few characters by nature, so a slip is looked for first: leading zeros, case, a missing hyphen. */
function nearestId(id: string, candidates: readonly string[]): string | undefined {
  const wanted = plainId(id);
  return candidates.find((one) => plainId(one) === wanted) ?? didYouMean(id, candidates);
}

function plainId(id: string): string {
  return id
    .toUpperCase()
    .replace(/[\s_–—]+/g, "-")
    .replace(/(^|[-.])0+(?=\d)/g, "$1");
}
