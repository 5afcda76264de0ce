/** The acts on a dossier, and for each who may, written out by hand. */
import type { Actor } from "#access";
import {
  archiveDossier,
  attachEvidence,
  detachEvidence,
  duplicateDossier,
  evaluateStored,
  exportFolder,
  importFolder,
  listEvidence,
  openDossier,
  openEvidence,
  readChanges,
  readHistory,
  readRecord,
  renameDossier,
  setParties,
  writeRecord,
  writeReport,
  type Answer,
  type DossierParty,
  type RecordKind,
} from "#workbench/stored";
import { inOnePiece } from "../doubles/ports/memory-blobs.ts";
import { smallDossier, type World } from "./world.ts";

type Attempt = (world: World, actor: Actor, dossierId: string, turn: number) => Promise<Answer<unknown>>;

export interface Case {
  readonly act: string;
  readonly attempt: Attempt;
  /** Who may in a first-party dossier, in which only the supplier has a part. */
  readonly alone: string;
  /** Who may in a third-party dossier with supplier, laboratory and client. */
  readonly parted: string;
}

const supplier = "supplier: admin editor assessor reviewer reader";
const parties = `${supplier}; laboratory: admin editor assessor reviewer reader; client: admin editor assessor reviewer reader`;

function writing(kind: RecordKind, key: string, body: (turn: number) => unknown): Attempt {
  return async ({ ports }, actor, dossierId, turn) => {
    const read = await readRecord(ports, actor, { dossierId, kind, key });
    const expected = read.ok ? read.value.version : 0;
    return writeRecord(ports, actor, { dossierId, kind, key, body: body(turn), expected });
  };
}

export const reading: readonly Case[] = [
  {
    act: "openDossier",
    attempt: ({ ports }, actor, dossierId) => openDossier(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "openDossier at a revision",
    attempt: ({ ports }, actor, dossierId) => openDossier(ports, actor, { dossierId, revision: 1 }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "readRecord",
    attempt: ({ ports }, actor, dossierId) =>
      readRecord(ports, actor, { dossierId, kind: "header", key: "main" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "readHistory",
    attempt: ({ ports }, actor, dossierId) =>
      readHistory(ports, actor, { dossierId, kind: "header", key: "main" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "readChanges",
    attempt: ({ ports }, actor, dossierId) => readChanges(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "evaluateStored",
    attempt: ({ ports }, actor, dossierId) => evaluateStored(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "evaluateStored on another day",
    attempt: ({ ports }, actor, dossierId) => evaluateStored(ports, actor, { dossierId, asOf: "2027-01-01" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "writeReport",
    attempt: ({ ports }, actor, dossierId) => writeReport(ports, actor, { dossierId, version: "0" }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "exportFolder",
    attempt: ({ ports }, actor, dossierId) => exportFolder(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "listEvidence",
    attempt: ({ ports }, actor, dossierId) => listEvidence(ports, actor, { dossierId }),
    alone: supplier,
    parted: parties,
  },
  {
    act: "openEvidence",
    attempt: ({ ports }, actor, dossierId) => openEvidence(ports, actor, { dossierId, evidenceId: "EV-1" }),
    alone: supplier,
    parted: parties,
  },
];

const claims = { alone: "supplier: admin editor", parted: "supplier: admin editor" };
const assessment = { alone: "supplier: admin assessor", parted: "laboratory: admin assessor" };

export const changing: readonly Case[] = [
  {
    act: "writeRecord header",
    attempt: writing("header", "main", (turn) => ({
      ...smallDossier("first-party").header,
      notes: `turn ${String(turn)}`,
    })),
    alone: claims.alone,
    parted: "",
  },
  {
    act: "writeRecord scope",
    attempt: writing("scope", "main", (turn) => ({ supportProcess: `turn ${String(turn)}` })),
    ...claims,
  },
  {
    act: "writeRecord ics",
    attempt: writing("ics", "5.1-1", (turn) => ({ support: "Y", detail: `turn ${String(turn)}` })),
    ...claims,
  },
  {
    act: "writeRecord requirement-document",
    attempt: writing("requirement-document", "ETSI EN 319 401", () => ({})),
    ...claims,
  },
  {
    act: "writeRecord requirement",
    attempt: writing("requirement", "ETSI EN 319 401/REQ-5-01", (turn) => ({
      detail: `turn ${String(turn)}`,
    })),
    ...claims,
  },
  { act: "writeRecord ixit-table", attempt: writing("ixit-table", "5-VulnMon", () => ({})), ...claims },
  {
    act: "writeRecord ixit",
    attempt: writing("ixit", "1-AuthMech/AuthMech-Web", (turn) => ({
      fields: { Description: `turn ${String(turn)}` },
      own: {},
    })),
    ...claims,
  },
  {
    act: "writeRecord control",
    attempt: writing("control", "C-1", (turn) => ({
      title: "Passwords",
      statement: `turn ${String(turn)}`,
      requirements: ["5.1-1"],
    })),
    ...claims,
  },
  {
    act: "writeRecord evidence",
    attempt: writing("evidence", "EV-2", (turn) => ({ title: `turn ${String(turn)}`, type: "scan" })),
    ...claims,
  },
  {
    act: "writeRecord governance",
    attempt: writing("governance", "main", (turn) => ({
      events: [{ kind: "release", on: "2026-01-01", what: `turn ${String(turn)}` }],
    })),
    ...claims,
  },
  {
    act: "writeRecord ics-verification",
    attempt: writing("ics-verification", "main", (turn) => ({
      result: "open",
      because: `turn ${String(turn)}`,
    })),
    ...assessment,
  },
  {
    act: "writeRecord selection",
    attempt: writing("selection", "AuthMech-Web", (turn) => ({
      trait: { answer: "yes", because: `turn ${String(turn)}` },
    })),
    ...assessment,
  },
  {
    act: "writeRecord case",
    attempt: writing("case", "5.1-1-2", (turn) => ({ reason: `turn ${String(turn)}` })),
    ...assessment,
  },
  {
    act: "writeRecord group",
    attempt: writing("group", "5.1-1", (turn) => ({ reason: `turn ${String(turn)}` })),
    ...assessment,
  },
  {
    act: "writeRecord external-decision",
    attempt: writing("external-decision", "EV-1", (turn) => ({
      "5.1-1": { decision: "rejected", because: `turn ${String(turn)}` },
    })),
    ...assessment,
  },
  {
    act: "writeRecord overall",
    attempt: writing("overall", "main", (turn) => ({ reason: `turn ${String(turn)}` })),
    ...assessment,
  },
  {
    act: "writeRecord finding",
    attempt: writing("finding", "F-1", (turn) => ({
      title: `turn ${String(turn)}`,
      kind: "gap",
      concerns: {},
      state: "open",
    })),
    alone: "supplier: admin editor assessor",
    parted: "supplier: admin editor assessor; laboratory: admin assessor",
  },
  {
    act: "writeRecord: only the review state",
    attempt: writing("ics", "5.1-2", (turn) => ({
      support: "N",
      review: "reviewed",
      notes: `turn ${String(turn)}`,
    })),
    alone: "supplier: admin editor reviewer",
    parted: "supplier: admin editor reviewer",
  },
  {
    act: "attachEvidence",
    attempt: ({ ports }, actor, dossierId, turn) =>
      attachEvidence(ports, actor, {
        dossierId,
        evidenceId: "EV-1",
        expected: "any",
        name: "scan.txt",
        mediaType: "text/plain",
        content: inOnePiece(`turn ${String(turn)}`),
        maxBytes: 100,
      }),
    ...claims,
  },
  {
    act: "detachEvidence",
    attempt: async ({ ports }, actor, dossierId) => {
      const answer = await detachEvidence(ports, actor, { dossierId, evidenceId: "EV-1", expected: "any" });
      // Gone already after the first who may: the right was there.
      return !answer.ok && answer.error.because.includes("evidence file")
        ? { ok: true, value: undefined }
        : answer;
    },
    ...claims,
  },
  {
    act: "renameDossier",
    attempt: ({ ports }, actor, dossierId, turn) =>
      renameDossier(ports, actor, { dossierId, name: `Lamp ${String(turn)}` }),
    ...claims,
  },
  {
    act: "duplicateDossier",
    attempt: ({ ports }, actor, dossierId) => duplicateDossier(ports, actor, { dossierId, release: "2.0" }),
    alone: "supplier: admin editor",
    parted: "supplier: admin editor",
  },
  {
    act: "importFolder over it, claims changed",
    attempt: async ({ ports }, actor, dossierId, turn) => {
      const exported = await exportFolder(ports, actor, { dossierId });
      if (!exported.ok) return exported;
      const files = exported.value.files.map((one) =>
        one.path === "ics.yaml"
          ? { ...one, text: `${one.text}  5.2-${String(turn + 1)}: { support: N }\n` }
          : one,
      );
      const into = { dossierId, expectedRevision: exported.value.revision };
      return importFolder(ports, actor, { into, files, evidence: [], dryRun: false });
    },
    ...claims,
  },
  {
    act: "setParties",
    attempt: (world, actor, dossierId) =>
      setParties(world.ports, actor, { dossierId, parties: partiesOf(world) }),
    alone: "supplier: admin",
    parted: "supplier: admin",
  },
  {
    act: "archiveDossier",
    attempt: ({ ports }, actor, dossierId) => archiveDossier(ports, actor, { dossierId, archived: true }),
    alone: "supplier: admin",
    parted: "supplier: admin",
  },
];

/** The parties stay what they are, whoever tries. */
function partiesOf(world: World): readonly DossierParty[] {
  return [
    { organisationId: world.organisationId("supplier"), party: "supplier" },
    { organisationId: world.organisationId("laboratory"), party: "laboratory" },
    { organisationId: world.organisationId("client"), party: "client" },
  ];
}
