/** Random edits of what the supplier claims: ICS rows, answers, IXIT entries and answers about them. */
import type { Dossier, IxitValue } from "#dossier";
import { removeAt, setAt } from "../doubles/edits.ts";
import { days, keyOf, onDossier, pick, setOrDrop, texts, type Editor } from "./editor.ts";

export const editIcs: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const id = keyOf(dossier.ics, a) ?? "5.1-1";
    switch (b % 7) {
      case 0:
        return removeAt(dossier, ["ics", id]);
      case 1:
        return setAt(dossier, ["ics", pick(["5.2-11", "5.3-4", "4-1", "5.1-1", "5.0-1"], c) ?? ""], {
          support: "Y",
          detail: "Added.",
        });
      case 2:
        return setOrDrop(dossier, ["ics", id, "detail"], pick(texts, c));
      case 3:
        return setOrDrop(dossier, ["ics", id, "justification"], pick(texts, c));
      case 4:
        return setOrDrop(dossier, ["ics", id, "due"], pick(days, c));
      case 5:
        return setAt(dossier, ["ics", id, "evidence"], [pick(["POLICY-1", "POLICY-11"], c)]);
      default:
        return setOrDrop(dossier, ["ics", id, "support"], pick(["Y", "N", "N/A", undefined], c));
    }
  });

export const editAnswer: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const document = keyOf(dossier.scope.answers, 0);
    if (document === undefined) return dossier;
    const ref = keyOf(dossier.scope.answers?.[document], a) ?? "p";
    const because = b % 2 === 0 ? { because: "The architecture note says so." } : {};
    return setOrDrop(
      dossier,
      ["scope", "answers", document, ref],
      pick(
        [{ answer: "yes", ...because }, { answer: "no", ...because }, { answer: "unknown" }, undefined],
        c,
      ),
    );
  });

export const editIxit: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const table = keyOf(dossier.ixit, a);
    const entry = table === undefined ? undefined : keyOf(dossier.ixit[table], b);
    if (table === undefined || entry === undefined) return dossier;
    const fields = dossier.ixit[table]?.[entry]?.fields ?? {};
    const field = keyOf(fields, c) ?? "Description";
    const before = fields[field];
    switch (c % 9) {
      case 0:
        return removeAt(dossier, entry === table ? ["ixit", table] : ["ixit", table, entry]);
      case 1:
        return removeAt(dossier, ["ixit", table]);
      case 2:
      case 3: {
        // A single-record table has no place for a second entry.
        const several = Object.keys(dossier.ixit).filter(
          (one) => !Object.hasOwn(dossier.ixit[one] ?? {}, one),
        );
        const target = c % 9 === 2 && several.includes(table) ? table : pick(several, b);
        const id = c % 9 === 2 ? `${entry.split("-")[0] ?? "X"}-New` : "AuthMech-Ghost";
        const like = Object.values(dossier.ixit[target ?? table] ?? {})[0];
        return target === undefined || like === undefined
          ? dossier
          : setAt(dossier, ["ixit", target, id], like);
      }
      case 4:
        return setOrDrop(
          dossier,
          ["ixit", table, entry, "own", "owner"],
          b % 2 === 0 ? undefined : "Somebody",
        );
      default:
        return setOrDrop(
          dossier,
          ["ixit", table, entry, "fields", field],
          otherValue(dossier, before, a + b + c),
        );
    }
  });

function otherValue(dossier: Dossier, before: IxitValue | undefined, index: number): IxitValue | undefined {
  if (!Array.isArray(before)) return pick(texts, index);
  const ids = Object.values(dossier.ixit).flatMap((entries) => Object.keys(entries));
  return pick(
    [[], [pick(ids, index) ?? "X"], ["UpdMech-Mian"], ["physical port"], ["network interface"], undefined],
    index,
  );
}

export const editSelection: Editor = (state, { a, b, c }) =>
  onDossier(state, (dossier) => {
    const entry = keyOf(dossier.assessment.selections, a);
    const trait = entry === undefined ? undefined : keyOf(dossier.assessment.selections[entry], b);
    if (entry === undefined || trait === undefined) return dossier;
    const answer = pick(["yes", "no", "unknown"], c);
    return setOrDrop(
      dossier,
      ["assessment", "selections", entry, trait],
      c % 4 === 3 ? undefined : { answer },
    );
  });
