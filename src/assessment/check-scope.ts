/** Checks of the DUT identification, the boundary and the answers to conditions and features (phase 1). */
import { didYouMean } from "#base/near-miss";
import { problem, type Problem } from "#problems";
import { saysNothing } from "./wording.ts";
import { statedAnswers, type ResolvedAnswers } from "./answers.ts";
import { citeProvision, citeTests, type AssessmentContext } from "./context.ts";

const dutFields = [
  ["name", "commercial name and model"],
  ["model", "model designation"],
  ["hardware", "hardware configuration"],
  ["software", "software version"],
] as const;

export function checkScope(context: AssessmentContext, answers: ResolvedAnswers): readonly Problem[] {
  return [
    ...checkIdentification(context),
    ...checkBoundary(context),
    ...checkConstrained(context, answers),
    ...checkAnswers(context, answers),
    ...checkAnswerRefs(context),
  ];
}

function checkIdentification(context: AssessmentContext): readonly Problem[] {
  const { scope, header } = context.dossier;
  const cites = citeTests(context, "4.2, DUT identification");
  const missing = dutFields.filter(([field]) => (scope.dut?.[field] ?? "").trim() === "");
  const problems = missing.map(([field, name]) =>
    problem("scope/dut-incomplete", {
      message: `The DUT identification lacks the ${name}`,
      cites,
      at: ["scope", "dut", field],
      subject: "Scope",
    }),
  );
  const supplier = header.parties.supplier;
  const details = (["address", "email", "contact"] as const).filter((field) => supplier[field] === undefined);
  if (details.length > 0) {
    problems.push(
      problem("scope/supplier-incomplete", {
        message: `The Supplier Organization lacks ${details.join(", ")}`,
        cites,
        at: ["header", "parties", "supplier"],
        subject: "Scope",
      }),
    );
  }
  return problems;
}

function checkBoundary(context: AssessmentContext): readonly Problem[] {
  const { scope } = context.dossier;
  const lacking: string[] = [];
  if ((scope.interfaces ?? []).length === 0) lacking.push("interfaces");
  if (scope.associatedServices === undefined) lacking.push("associatedServices");
  if (scope.userDocumentation === undefined) lacking.push("userDocumentation");
  if ((scope.boundary?.inside ?? []).length === 0) lacking.push("boundary.inside");
  if (lacking.length === 0) return [];
  return [
    problem("scope/boundary-incomplete", {
      message: `The boundary of the assessment does not say ${lacking.join(", ")}`,
      cites: citeTests(context, "4.2, DUT identification"),
      at: ["scope"],
      subject: "Scope",
      remedy: `Fill in ${lacking.join(", ")}; write an empty list where there is none.`,
    }),
  ];
}

/** Conditions that speak of resource constraints must agree with the statement on the constrained device. */
function checkConstrained(context: AssessmentContext, answers: ResolvedAnswers): readonly Problem[] {
  const constrained = context.dossier.scope.dut?.constrained?.answer;
  const claims = [...answers.values()].filter(
    (answer) => /resource constraint/i.test(answer.text) && answer.stated?.answer === "no",
  );
  if (constrained === "yes") return [];
  return claims.map((answer) =>
    problem("scope/constraint-disagrees", {
      message:
        `Condition (${answer.ref}) is answered no, which claims a resource constraint, ` +
        `but the DUT identification ${constrained === "no" ? "says that the device is not constrained" : "makes no statement on it"}`,
      cites: [
        citeProvision(context, `Annex B, condition (${answer.ref})`),
        ...citeTests(context, "4.2, ICS verification"),
      ],
      at: ["scope", "answers", context.provisions.edition.document, answer.ref, "answer"],
      subject: "Scope",
    }),
  );
}

function checkAnswers(context: AssessmentContext, answers: ResolvedAnswers): readonly Problem[] {
  const document = context.provisions.edition.document;
  const problems: Problem[] = [];
  for (const answer of answers.values()) {
    const at = ["scope", "answers", document, answer.ref];
    const waiting = context.provisions.edition.provisions.filter((one) => one.refs.includes(answer.ref));
    if (waiting.length === 0) continue;
    const name = `${/^\d/.test(answer.ref) ? "Condition" : "Feature"} (${answer.ref})`;
    const cites = [citeProvision(context, `Annex B, (${answer.ref})`)];
    if (answer.contradicts && answer.content !== undefined) {
      problems.push(
        problem("scope/answer-contradicts-ixit", {
          message:
            `${name} is answered ${answer.stated?.answer ?? ""}, but IXIT ${answer.content.table}, ` +
            `entry ${answer.content.entry}, says otherwise: ${answer.content.because}`,
          cites: [...cites, ...citeTests(context, `IXIT ${answer.content.table}`)],
          at: [...at, "answer"],
          subject: waiting[0]?.id ?? "Scope",
        }),
      );
    } else if (answer.effective === "unknown") {
      problems.push(
        problem("scope/answer-open", {
          message: `${name} is not answered (${answer.text}); ${waiting.map((one) => one.id).join(", ")} ${waiting.length === 1 ? "waits" : "wait"} for it`,
          cites,
          at,
          subject: "Scope",
        }),
      );
    }
    if (answer.stated?.answer === "no" && saysNothing(answer.stated.because ?? "")) {
      problems.push(
        problem("scope/answer-without-reason", {
          message: `${name} is answered no without a reason; it frees ${waiting.map((one) => one.id).join(", ")}`,
          cites,
          at: [...at, "because"],
          subject: "Scope",
        }),
      );
    }
  }
  return problems;
}

function checkAnswerRefs(context: AssessmentContext): readonly Problem[] {
  const { provisions, dossier } = context;
  const document = provisions.edition.document;
  const problems: Problem[] = [];
  for (const ref of Object.keys(statedAnswers(context))) {
    if (provisions.refText.has(ref)) continue;
    const close = didYouMean(ref, provisions.refText.keys());
    problems.push(
      problem("scope/answer-unknown", {
        message: `${document} ${provisions.edition.edition} has no condition or feature (${ref})`,
        cites: [citeProvision(context, "Annex B")],
        at: ["scope", "answers", document, ref],
        subject: "Scope",
        ...(close === undefined ? {} : { remedy: `Did you mean (${close})? Otherwise remove the answer.` }),
      }),
    );
  }
  const pinned = dossier.header.standards.map((one) => one.document);
  for (const other of Object.keys(dossier.scope.answers ?? {})) {
    if (pinned.includes(other)) continue;
    problems.push(
      problem("scope/answer-unknown", {
        message: `Answers are given for ${other}, which this dossier does not pin`,
        at: ["scope", "answers", other],
        subject: "Scope",
        remedy: `Write the answers under one of ${pinned.join(", ")}, or remove them.`,
      }),
    );
  }
  return problems;
}
