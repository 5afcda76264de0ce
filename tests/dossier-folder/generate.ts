/** Random dossiers for property tests, derived from the schemas themselves. */
import fc from "fast-check";
import {
  assessmentFileSchema,
  controlSchema,
  evidenceItemSchema,
  findingSchema,
  governanceSchema,
  headerSchema,
  icsRowSchema,
  ixitOwnShape,
  ixitValueSchema,
  noteSchema,
  requirementRowSchema,
  scopeSchema,
  shapeOf,
  type Dossier,
  type Shape,
} from "#dossier";

/** Strings that break careless YAML writers. */
export const nastyStrings = [
  "",
  " ",
  "  leading",
  "trailing  ",
  "\tTab first",
  "tab\tinside",
  "tab last\t",
  "a: b",
  "a:",
  ":a",
  "a #b",
  "#a",
  "- a",
  "-",
  "?",
  "? a",
  "---",
  "--- a",
  "...",
  "... a",
  "%a",
  "@a",
  "`a`",
  "[a]",
  "{a}",
  "a]",
  "&a",
  "*a",
  "!a",
  "|",
  ">",
  "'",
  '"',
  "it's",
  'say "x"',
  "\\",
  "null",
  "Null",
  "~",
  "true",
  "True",
  "no",
  "Y",
  "N",
  "yes",
  "off",
  "<<",
  "=",
  "0",
  "5.10",
  "1e3",
  "0x1F",
  "0o17",
  ".inf",
  "-.INF",
  ".NaN",
  "2026-01-01",
  "12:30:00",
  "1_000",
  "+1",
  "-1",
  "🔐 emoji",
  "\u0000",
  "\u0007",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "\ud800",
  "é\u0301",
  "a\nb",
  "a\n",
  "\na",
  "a\n\n",
  "\n",
  "\n\n",
  " a\nb",
  "a\n b",
  "a\n\tb",
  "\ta\nb",
  "a \nb",
  "a  \n\nb  ",
  "a\n   \nb",
  "a\n  ",
  "   \na",
  "a\r\nb",
  "a\rb",
  "\r",
  "# Title\n\n- x: y\n  - z\n",
  "a\n---\nb",
  "a\n...\nb\n",
  "a\n#b\nc",
  "a\n\n\n\nb\n",
  "key: |\n  text\n",
  "x".repeat(3000),
  `${"word ".repeat(400)}end`,
  "constructor",
  "toString",
  "a,b",
  "a, b",
  "[ ] open",
  "| a | b |\n|---|---|\n| 1 | 2 |",
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nastyStrings) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  {
    weight: 2,
    arbitrary: fc.string({
      unit: fc.constantFrom("a", " ", "\n", ":", "#", "-", "\t", "'", '"', "|", "é", "\r"),
      maxLength: 14,
    }),
  },
);
const key = fc
  .oneof(
    fc.constantFrom(
      "5.1-1",
      "14",
      "5.10",
      "Y",
      "no",
      "a",
      "constructor",
      "AuthMech-Web",
      "a b",
      "a: b",
      "#x",
      "- x",
      "true",
      "null",
      "é",
      "?",
    ),
    fc.string({ minLength: 1, maxLength: 8 }),
  )
  .filter((one) => one !== "__proto__" && one !== "<<");

const candidates = ["2026-01-31", "P3M", "P1Y", "id-1", "a".repeat(64)];

function arbitraryOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "object": {
      const required: Record<string, fc.Arbitrary<unknown>> = {};
      const optional: Record<string, fc.Arbitrary<unknown>> = {};
      for (const [name, one] of shape.keys)
        (one.required ? required : optional)[name] = arbitraryOf(one.shape);
      return fc
        .tuple(fc.record(required), fc.record(optional, { requiredKeys: [] }))
        .map(([a, b]) => ({ ...a, ...b }));
    }
    case "record":
      return fc.dictionary(key, arbitraryOf(shape.value), { maxKeys: 3, noNullPrototype: true });
    case "list":
      return fc.array(arbitraryOf(shape.item), { minLength: shape.atLeast, maxLength: 3 });
    case "choice":
      return fc.constantFrom(...shape.values);
    case "number":
      return fc.constantFrom(...[1, 2, 7].filter((one) => shape.fault(one) === undefined));
    case "boolean":
      return fc.boolean();
    case "text":
      return shape.fault === undefined
        ? text
        : fc.constantFrom(...candidates.filter((one) => shape.fault?.(one) === undefined));
    case "one-of":
      return fc.oneof(...shape.options.map(arbitraryOf));
  }
}

function records(schema: Parameters<typeof shapeOf>[0]): fc.Arbitrary<Record<string, unknown>> {
  return fc.dictionary(key, arbitraryOf(shapeOf(schema)), { maxKeys: 3, noNullPrototype: true });
}

const ownKeys = Object.fromEntries(
  Object.entries(ixitOwnShape).map(([name, one]) => [name, arbitraryOf(shapeOf(one))]),
);
const fieldName = fc
  .oneof(fc.constantFrom("Description", "Authentication Factor"), key)
  .filter((one) => !Object.hasOwn(ixitOwnShape, one));
const entry = fc.record({
  fields: fc.dictionary(fieldName, arbitraryOf(shapeOf(ixitValueSchema)), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  own: fc.record(ownKeys, { requiredKeys: [] }),
});

/** Assessments whose parts are all there, as in memory. */
const assessment = arbitraryOf(shapeOf(assessmentFileSchema)).map((one) => ({
  selections: {},
  cases: {},
  groups: {},
  externalEvidence: {},
  ...(one as object),
}));

/** Any dossier of open tables (no test specification pinned), so that every field name is allowed. */
export const anyDossier = fc.record({
  header: arbitraryOf(shapeOf(headerSchema)),
  scope: arbitraryOf(shapeOf(scopeSchema)),
  ics: records(icsRowSchema),
  requirements: fc.dictionary(key, records(requirementRowSchema), { maxKeys: 3, noNullPrototype: true }),
  ixit: fc.dictionary(key, fc.dictionary(key, entry, { maxKeys: 3, noNullPrototype: true }), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  controls: records(controlSchema),
  evidence: records(evidenceItemSchema),
  assessment,
  findings: records(findingSchema),
  governance: arbitraryOf(shapeOf(governanceSchema)),
  notes: fc.array(arbitraryOf(shapeOf(noteSchema)), { maxLength: 2 }),
}) as unknown as fc.Arbitrary<Dossier>;

