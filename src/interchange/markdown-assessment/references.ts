/** How the files name things of TS 103 701: tables, groups, cases, units and verdicts. */
import { plainText } from "./markup.ts";

const groupPattern = "\\d{1,2}\\.\\d{1,2}-\\d{1,2}[A-Z]?";
const casePattern = `${groupPattern}-\\d{1,2}`;

/** `Test group 5.1-1: …` */
export function groupInHeading(title: string): string | undefined {
  return new RegExp(`^(?:.{0,40}\\b)?test group\\s+(${groupPattern})(?![-\\w])`, "iu").exec(title)?.[1];
}

/** `…Test_Group_5_3-15A.md` */
export function groupInFileName(path: string): string | undefined {
  const name = path.split("/").at(-1) ?? "";
  const found = /(?:group|test)[\s_.-]*(\d{1,2})[._](\d{1,2}-\d{1,2}[A-Za-z]?)(?![-\w])/iu.exec(name);
  return found === null ? undefined : `${found[1] ?? ""}.${(found[2] ?? "").toUpperCase()}`;
}

/** `Test case 5.1-1-2 (functional)`, `Test cases 5.1-1-1 & 5.1-1-2` */
export function casesInHeading(title: string): readonly string[] {
  const found = new RegExp(`^test cases?\\s+(${casePattern}.*)$`, "iu").exec(title);
  return found === null ? [] : caseIdsIn(found[1] ?? "");
}

export function caseIdsIn(text: string): readonly string[] {
  return [...new Set(text.match(new RegExp(`(?<![\\w.-])${casePattern}(?![-\\w])`, "gu")) ?? [])];
}

/** The IXIT table a heading is about: `IXIT 1-AuthMech: …`, `CRA: 303 645 IXIT-2-USERINFO …`, `Table C.7: IXIT 7-UpdMech`. */
export function ixitInHeading(title: string): { readonly number: number; readonly name: string } | undefined {
  if (/^(?:test|summary)\b/iu.test(title)) return undefined;
  const found =
    /^(?:(?:table|cra|annex)\b[^:]{0,40}[:.]?\s*)?(?:[\d ]{1,12}\s)?IXIT[\s_-]*(\d{1,2})[\s_-]+([A-Za-z]+)/iu.exec(
      title,
    );
  return found === null ? undefined : { number: Number(found[1]), name: found[2] ?? "" };
}

/** `ixit_10-SecParam.md` */
export function ixitInFileName(path: string): { readonly number: number; readonly name: string } | undefined {
  const found = /ixit[\s_-]*(\d{1,2})[\s_-]+([A-Za-z]+)/iu.exec(path.split("/").at(-1) ?? "");
  return found === null ? undefined : { number: Number(found[1]), name: found[2] ?? "" };
}

export interface UnitReference {
  readonly caseId: string | undefined;
  readonly labels: readonly string[];
}

// One letter, or several joined by ",", "&", "and", "/", or a range "a-d".
const letters = "[A-Za-z](?:\\s*(?:,\\s*(?:&|and)|,|&|/|–|-|\\band\\b|\\bto\\b)\\s*[A-Za-z](?![A-Za-z]))*";

/** `Test Unit A: …`, `Units c & d: …`, `5.4-1-1 Unit a`, `5.1-1-2 a`; undefined for any other text. */
export function unitReference(text: string): UnitReference | undefined {
  const plain = plainText(text);
  const found = new RegExp(
    `^(?:test case )?(${casePattern})?[\\s:,–-]*(?:test )?(units?)?\\s*(${letters})(?![A-Za-z])\\s*(.*)$`,
    "iu",
  ).exec(plain);
  if (found === null) return undefined;
  const [, caseId, word, labels = "", rest = ""] = found;
  if (caseId === undefined && word === undefined) return undefined;
  if (rest !== "" && !/^[:(–—-]/u.test(rest)) return undefined;
  return { caseId, labels: expandLetters(labels) };
}

/** Units that a column header names: `Unit A (Regularities)`, `Guarantees (Unit A/B)`. */
export function unitsInHeader(header: string): readonly string[] {
  const plain = plainText(header);
  const found = new RegExp(`\\bunits?\\s+(${letters})(?![A-Za-z])(?=\\s*(?:[:()–—]|$))`, "iu").exec(plain);
  return found === null ? [] : expandLetters(found[1] ?? "");
}

function expandLetters(text: string): readonly string[] {
  const labels = new Set<string>();
  let previous: string | undefined;
  let range = false;
  for (const token of text.toLowerCase().match(/and|to|[a-z]|[–-]/gu) ?? []) {
    if (token === "and") continue;
    if (token === "to" || token === "-" || token === "–") {
      range = true;
      continue;
    }
    if (range && previous !== undefined) {
      for (let code = previous.charCodeAt(0) + 1; code < token.charCodeAt(0); code += 1)
        labels.add(String.fromCharCode(code));
    }
    labels.add(token);
    previous = token;
    range = false;
  }
  return [...labels];
}

/** What a verdict or a marking says. `exact` is one of the three words and nothing else. */
export interface Marking {
  readonly text: string;
  readonly exact: "PASS" | "FAIL" | "INCONCLUSIVE" | undefined;
  /** FAIL, alone or with a remark: a failure stays a failure. */
  readonly fails: boolean;
}

export function readMarking(markdown: string): Marking {
  const text = plainText(markdown);
  const word = /^(PASS|FAIL|INCONCLUSIVE)\.?$/iu.exec(text)?.[1]?.toUpperCase();
  const exact = word === "PASS" || word === "FAIL" || word === "INCONCLUSIVE" ? word : undefined;
  return { text, exact, fails: /^FAIL(?:ED)?\b/iu.test(text) };
}

export type VerdictSubject =
  | { readonly of: "any" }
  | { readonly of: "unit"; readonly labels: readonly string[] }
  | { readonly of: "case"; readonly caseId: string | undefined }
  | { readonly of: "group" };

/** What a label such as `Unit A Verdict` or `Group Verdict` gives the verdict of; undefined for other labels. */
export function verdictSubject(label: string): VerdictSubject | undefined {
  const name = /^(?:(.*)\s)?verdict$/iu.exec(label.trim());
  if (name === null) return undefined;
  const of = (name[1] ?? "").trim();
  if (of === "" || /^(?:final|overall)$/iu.test(of)) return { of: "any" };
  if (/^(?:test )?group\b/iu.test(of)) return { of: "group" };
  if (/^(?:test )?case\b/iu.test(of)) return { of: "case", caseId: caseIdsIn(of)[0] };
  const unit = unitReference(of);
  return unit === undefined ? undefined : { of: "unit", labels: unit.labels };
}

/** Labels whose text says how something was tested. */
export function isMethodLabel(label: string): boolean {
  return /\bmethod(?:ology|s)?\b|^(?:execution context|test(?:ing)? (?:set-?up|infrastructure|procedure|conditions))/iu.test(
    label,
  );
}
