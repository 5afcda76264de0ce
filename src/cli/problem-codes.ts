/** Problem codes and areas as people type them. */
import { didYouMean } from "#base/near-miss";
import { isProblemCode, problemKinds, type ProblemCode } from "#problems";
import { UsageError } from "./usage-error.ts";

export type Kinds = Readonly<Record<string, (typeof problemKinds)[ProblemCode]>>;

/** The kinds of an area such as `ics`; undefined where no area has that name. */
export function kindsOfArea(text: string): Kinds | undefined {
  const area = text.replace(/\/$/, "");
  const kinds = Object.entries(problemKinds).filter(([code]) => code.startsWith(`${area}/`));
  return kinds.length === 0 ? undefined : Object.fromEntries(kinds);
}

export function knownCode(text: string): ProblemCode {
  if (isProblemCode(text)) return text;
  const codes = Object.keys(problemKinds);
  const begun = codes.filter((code) => text !== "" && code.startsWith(text));
  const areas = [...new Set(codes.map((code) => code.split("/")[0] ?? ""))];
  const meant =
    begun.length > 0 && begun.length <= 5 ? listOf(begun) : didYouMean(text, [...codes, ...areas]);
  const hint = meant === undefined ? "; `plumbline explain` lists all codes" : `; did you mean ${meant}?`;
  throw new UsageError(`no problem has the code "${text}"${hint}`);
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

/** The values of a filter --code; a code or area that does not exist would filter out everything without a word. */
export function codeFilter(texts: readonly string[]): (code: string) => boolean {
  const wanted = texts.map((text) =>
    kindsOfArea(text) === undefined ? knownCode(text) : text.replace(/\/$/, ""),
  );
  return (code) => wanted.length === 0 || wanted.some((one) => code === one || code.startsWith(`${one}/`));
}
