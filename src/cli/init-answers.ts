/** What `init` needs to know: from flags, else asked on the terminal until each answer can be used. */
import { didYouMean } from "#base/near-miss";
import type { Header } from "#dossier";
import { closePolicies, type Catalogue, type EditionRef, type RequirementsEdition } from "#standards";
import { standardsFor, type InitCommand } from "#workbench";
import type { Invocation } from "./command.ts";
import { findEditionByText } from "./standards/find-edition.ts";
import { UsageError } from "./usage-error.ts";

export const kinds = ["product", "trust-service"] as const;
export const objectives = [
  "self-assessment",
  "laboratory-assessment",
  "audit-preparation",
  "conformity-assessment-audit",
] as const;
export const assessments = ["first-party", "second-party", "third-party"] as const;

type Policies = NonNullable<Header["policies"]>;

export async function askInit(invocation: Invocation, catalogue: Catalogue): Promise<InitCommand> {
  const { flags } = invocation;
  // Who gives all that is needed with flags is not asked for the rest.
  const talks = ["name", "kind", "supplier"].some((flag) => flags.text(flag) === undefined);
  const ask = makeAsk(invocation, talks);
  const name = await ask.needed("name", "Name of the product or trust service", readText);
  const release = await ask.optional("release", "Release or period (empty to leave open)", readText);
  const kind = await ask.needed("kind", "Kind: product or trust-service", readKind);
  const product = kind === "product";
  const who = product ? "Supplier Organization" : "Trust service provider";
  const supplier = await ask.needed("supplier", who, readText);
  if (product && flags.list("policy").length > 0) throw new UsageError("--policy is for trust services");
  const policies = product ? [] : await askPolicies(invocation, catalogue, talks);
  const standards = await askStandards(invocation, catalogue, ask, { kind, policies });
  const usual = product ? "self-assessment" : "audit-preparation";
  const objective = await ask.choice("objective", "Objective", objectives, usual);
  const assessment = await ask.choice("assessment", "Who assesses", assessments, "first-party");
  const laboratory =
    assessment === "first-party"
      ? flags.text("laboratory")
      : await ask.optional("laboratory", product ? "Test Laboratory" : "Auditor", readText);
  return { name, release, kind, standards, objective, policies, supplier, laboratory, assessment };
}

/** Reads an answer; throws a UsageError that says what is wrong with it. */
type Read<T> = (text: string) => T;

interface Ask {
  readonly needed: <T>(flag: string, question: string, read: Read<T>) => Promise<T>;
  /** Undefined where neither a flag nor a person says it. */
  readonly optional: <T>(flag: string, question: string, read: Read<T>) => Promise<T | undefined>;
  readonly choice: <T extends string>(
    flag: string,
    question: string,
    words: readonly T[],
    usual: T,
  ) => Promise<T>;
}

function makeAsk({ flags, terminal }: Invocation, talks: boolean): Ask {
  const given = (flag: string): string | undefined => {
    const text = flags.text(flag)?.trim();
    return text === "" ? undefined : text;
  };
  const put = async <T>(flag: string, question: string, read: Read<T>, empty: () => T): Promise<T> => {
    const text = given(flag);
    if (text !== undefined) return read(text);
    return talks
      ? untilUsable(
          { terminal },
          `${question}: `,
          (answer) => (answer === "" ? empty() : read(answer)),
          empty,
        )
      : empty();
  };
  return {
    needed: (flag, question, read) =>
      put(flag, question, read, () => {
        throw new UsageError(`init needs --${flag} where nobody can be asked`);
      }),
    optional: (flag, question, read) =>
      put(
        flag,
        question,
        (text) => read(text) as ReturnType<typeof read> | undefined,
        () => undefined,
      ),
    choice: (flag, question, words, usual) =>
      put(
        flag,
        `${question}: ${words.join(", ")} [${usual}]`,
        (text) => oneOf(text, words),
        () => usual,
      ),
  };
}

/** Asks again after an answer that cannot be used. */
async function untilUsable<T>(
  { terminal }: Pick<Invocation, "terminal">,
  question: string,
  read: (answer: string) => T,
  unanswered: () => T,
): Promise<T> {
  for (;;) {
    const answer = await terminal.ask(question);
    // Nobody is there, or the input has ended.
    if (answer === undefined) return unanswered();
    try {
      return read(answer.trim());
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      terminal.err(answer.trim() === "" ? "  An answer is needed here." : `  ${error.message}`);
    }
  }
}

function readText(text: string): string {
  return text;
}

function readKind(text: string): (typeof kinds)[number] {
  const word = text.toLowerCase();
  return /^(?:tsp|trust service|service)$/.test(word) ? "trust-service" : oneOf(word, kinds);
}

/** The word that is meant; a beginning that fits only one is enough. */
function oneOf<T extends string>(text: string, words: readonly T[]): T {
  const exact = words.find((word) => word === text);
  const begun = words.filter((word) => text !== "" && word.startsWith(text.toLowerCase()));
  const found = exact ?? (begun.length === 1 ? begun[0] : undefined);
  if (found !== undefined) return found;
  const meant = didYouMean(text, words);
  throw new UsageError(
    `"${text}" is not one of ${words.join(", ")}${meant === undefined ? "" : `; did you mean ${meant}?`}`,
  );
}

async function askStandards(
  { flags }: Invocation,
  catalogue: Catalogue,
  ask: Ask,
  subject: Pick<InitCommand, "kind" | "policies">,
): Promise<readonly EditionRef[]> {
  const editions = flags.list("edition");
  const standards = flags.list("standard");
  if (editions.length > standards.length)
    throw new UsageError("each --edition belongs to a --standard before it");
  if (standards.length > 0) {
    return standards.map((text, index) => {
      const edition = editions[index];
      return readEdition(
        catalogue,
        edition === undefined || text.includes("@") ? text : `${text}@${edition}`,
      );
    });
  }
  const usual = standardsFor(subject, catalogue);
  const names = usual.map((one) => `${one.document.replace(/^ETSI /, "")}@${one.edition}`).join(", ");
  const answer = await ask.optional("standard", `Standards, separated by commas [${names}]`, (text) =>
    text
      .split(",")
      .map((one) => one.trim())
      .filter((one) => one !== "")
      .map((one) => readEdition(catalogue, one)),
  );
  return answer ?? usual;
}

function readEdition(catalogue: Catalogue, text: string): EditionRef {
  const { document, edition } = findEditionByText(catalogue, text);
  return { document, edition };
}

async function askPolicies(invocation: Invocation, catalogue: Catalogue, talks: boolean): Promise<Policies> {
  const { flags, terminal } = invocation;
  const editions = catalogue.editions.filter((one) => one.kind === "requirements");
  const known = policiesOf(editions);
  const given = flags.list("policy");
  if (given.length > 0 || !talks) return given.map((text) => readPolicy(text, known, editions));
  const question = `Certificate policies, separated by spaces (${known.join(", ")}; empty for none): `;
  const claimed = await untilUsable(
    invocation,
    question,
    (answer) =>
      answer
        .split(/[\s,]+/)
        .filter((one) => one !== "")
        .map((text) => readPolicy(text, known, editions)),
    () => [],
  );
  const settled: Policies = [];
  for (const claim of claimed) {
    let taken: readonly string[] = typeof claim === "string" ? [] : claim.with;
    const policy = typeof claim === "string" ? claim : claim.policy;
    for (const { oneOf: words } of closePolicies([claim], editions).open) {
      const pick = await untilUsable(
        { terminal },
        `${policy} builds on ${words.join(" or ")}; which one (empty to decide later)? `,
        (answer) => (answer === "" ? "" : oneOf(answer.toUpperCase(), words)),
        () => "",
      );
      if (pick !== "") taken = [...taken, pick];
    }
    settled.push(taken.length === 0 ? policy : { policy, with: [...taken] });
  }
  return settled;
}

function policiesOf(editions: readonly RequirementsEdition[]): readonly string[] {
  const ids = editions.flatMap((one) =>
    one.policies.filter((policy) => policy.kind === "certificate-policy").map((policy) => policy.id),
  );
  return [...new Set(ids)];
}

/** `QNCP-w:OVCP` is QNCP-w with the alternative OVCP. */
function readPolicy(
  text: string,
  known: readonly string[],
  editions: readonly RequirementsEdition[],
): Policies[number] {
  const [policy = "", ...alternatives] = text.split(":");
  for (const one of [policy, ...alternatives]) {
    if (known.includes(one)) continue;
    const meant = didYouMean(one, known);
    throw new UsageError(
      `no certificate policy is called "${one}"${meant === undefined ? `; known are ${known.join(", ")}` : `; did you mean ${meant}?`}`,
    );
  }
  const claim = alternatives.length === 0 ? policy : { policy, with: alternatives };
  const [wrong] = closePolicies([claim], editions).notOffered;
  if (wrong !== undefined) {
    const offered = closePolicies([policy], editions).open.flatMap((one) => one.oneOf);
    throw new UsageError(
      `${wrong.policy} does not build on ${wrong.with}${offered.length === 0 ? "" : `; it builds on ${offered.join(" or ")}`}`,
    );
  }
  return claim;
}
