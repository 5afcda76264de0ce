/** The table of operations × callers: how each operation is called, who may, and what shows that they got through. */
import type { OperationId } from "#contract";
import type { Call } from "./api-world.ts";

export const people = [
  "supplier admin",
  "supplier editor",
  "supplier assessor",
  "supplier reviewer",
  "supplier reader",
  "laboratory admin",
  "laboratory editor",
  "laboratory assessor",
  "laboratory reviewer",
  "laboratory reader",
  "client reader",
  "stranger admin",
] as const;
/** Tokens that the admin of the supplier made. */
const tokens = ["token read", "token claims", "token assessment", "token admin"] as const;
const others = ["nobody", "waiting for a second factor", "unknown token"] as const;
export const callers = [...people, ...tokens, ...others] as const;
export type Caller = (typeof callers)[number];

export const supplier: readonly Caller[] = people.filter((one) => one.startsWith("supplier"));
const laboratory: readonly Caller[] = people.filter((one) => one.startsWith("laboratory"));
const partiesOfAll: readonly Caller[] = [...supplier, ...laboratory, "client reader", ...tokens];
const everyPerson: readonly Caller[] = [...people];
const everybodySignedIn: readonly Caller[] = [...people, ...tokens];

interface Case {
  readonly call: (world: Place) => Call | Promise<Call>;
  readonly allowed: readonly Caller[];
  /** Statuses that show that the caller passed the check of rights. */
  readonly then: readonly number[];
  /** What strangers are answered; 404 for dossiers, which they cannot see. */
  readonly strangers?: 403 | 404;
}

export interface Place {
  readonly dossier: string;
  readonly organisation: string;
  readonly person: string;
  readonly job: string;
  readonly zip: Buffer;
  readonly fresh: () => Promise<string>;
}

const inDossier =
  (path: string, more: Call = {}): Case["call"] =>
  ({ dossier }) => ({ method: "GET", url: `/api/v1/dossiers/${dossier}${path}`, ...more });
const inOrganisation =
  (path: string, more: Call = {}): Case["call"] =>
  ({ organisation }) => ({ method: "GET", url: `/api/v1/organisations/${organisation}${path}`, ...more });
const reading = (path: string, more: Call = {}): Case => ({
  call: inDossier(path, more),
  allowed: partiesOfAll,
  then: [200],
  strangers: 404,
});
const claimers: readonly Caller[] = ["supplier admin", "supplier editor", "token claims"];
const assessors: readonly Caller[] = ["laboratory admin", "laboratory assessor"];
const findingWriters: readonly Caller[] = [
  "supplier admin",
  "supplier editor",
  "supplier assessor",
  "laboratory admin",
  "laboratory assessor",
  "token claims",
  "token assessment",
];
const stale = { "if-match": '"v999"' };

/** Two endpoints of the same path and method have more than one row by name. */
export const cases: Readonly<Record<string, Case>> = {
  listDossiers: { call: () => ({ url: "/api/v1/dossiers" }), allowed: everybodySignedIn, then: [200] },
  createDossier: {
    call: ({ organisation }) => ({
      method: "POST",
      url: "/api/v1/dossiers",
      payload: { organisationId: organisation, name: "New", kind: "product" },
    }),
    allowed: claimers,
    then: [201],
    strangers: 403,
  },
  readDossier: reading(""),
  changeDossier: {
    call: inDossier("", { method: "PATCH", payload: { name: "Lamp" } }),
    allowed: claimers,
    then: [200],
    strangers: 404,
  },
  duplicateDossier: {
    call: inDossier("/duplicate", { method: "POST", payload: { name: "Lamp", release: "2.0" } }),
    allowed: claimers,
    then: [201],
    strangers: 404,
  },
  archiveDossier: {
    call: async ({ fresh }) => ({ method: "POST", url: `/api/v1/dossiers/${await fresh()}/archive` }),
    allowed: ["supplier admin", "token admin"],
    then: [200],
    strangers: 404,
  },
  restoreDossier: {
    call: inDossier("/restore", { method: "POST" }),
    allowed: ["supplier admin", "token admin"],
    then: [200],
    strangers: 404,
  },
  setParties: {
    call: async ({ fresh, organisation }) => ({
      method: "PUT",
      url: `/api/v1/dossiers/${await fresh()}/parties`,
      payload: { parties: [{ organisationId: organisation, party: "supplier" }] },
    }),
    allowed: ["supplier admin", "token admin"],
    then: [200, 422],
    strangers: 404,
  },
  exportDossier: reading("/export"),
  importDossier: {
    call: ({ organisation, zip }) => ({
      method: "POST",
      url: `/api/v1/dossiers/import?organisationId=${organisation}&dryRun=true`,
      payload: zip,
      headers: { "content-type": "application/zip" },
    }),
    allowed: claimers,
    then: [200],
    strangers: 403,
  },
  replaceDossier: {
    call: ({ dossier }) => ({
      method: "PUT",
      url: `/api/v1/dossiers/${dossier}/import?dryRun=true`,
      payload: Buffer.from("x"),
      headers: { "content-type": "application/zip", "if-match": '"r999"' },
    }),
    allowed: [
      "supplier admin",
      "supplier editor",
      "supplier assessor",
      "supplier reviewer",
      "laboratory admin",
      "laboratory assessor",
      "token claims",
      "token assessment",
    ],
    then: [412],
    strangers: 404,
  },
  listRecords: reading("/records"),
  readRecord: reading("/records/ics/5.1-1"),
  "writeRecord: a claim": {
    call: inDossier("/records/ics/5.1-1", {
      method: "PUT",
      payload: { body: { support: "N" } },
      headers: stale,
    }),
    allowed: claimers,
    then: [412],
    strangers: 404,
  },
  "writeRecord: a result": {
    call: inDossier("/records/case/5.1-1-1", {
      method: "PUT",
      payload: { body: { verdict: "PASS", tester: "T" } },
      headers: stale,
    }),
    allowed: assessors,
    then: [412],
    strangers: 404,
  },
  "writeRecord: a finding": {
    call: inDossier("/records/finding/F-9", {
      method: "PUT",
      payload: { body: { title: "x", kind: "gap", concerns: { provisions: ["5.1-1"] }, state: "open" } },
      headers: stale,
    }),
    allowed: findingWriters,
    then: [412],
    strangers: 404,
  },
  "writeRecord: a review state": {
    call: inDossier("/records/ics/5.1-1", {
      method: "PUT",
      payload: { body: { support: "Y", detail: "Each lamp has its own password.", review: "reviewed" } },
      headers: stale,
    }),
    allowed: [...claimers, "supplier reviewer"],
    then: [412, 422],
    strangers: 404,
  },
  removeRecord: {
    call: inDossier("/records/ics/5.1-1", { method: "DELETE", headers: stale }),
    allowed: claimers,
    then: [412],
    strangers: 404,
  },
  readRecordHistory: reading("/records/ics/5.1-1/history"),
  listChanges: reading("/changes"),
  readEvaluation: reading("/evaluation"),
  readProblems: reading("/problems"),
  readPlan: reading("/plan"),
  readVerdicts: reading("/verdicts"),
  readMatrix: reading("/matrix"),
  readReport: reading("/report"),
  listEvidenceFiles: reading("/evidence"),
  uploadEvidence: {
    call: inDossier("/evidence/EV-1/file?name=scan.txt", {
      method: "PUT",
      payload: "nothing found",
      headers: { "content-type": "text/plain", ...stale },
    }),
    allowed: claimers,
    then: [412],
    strangers: 404,
  },
  downloadEvidence: { ...reading("/evidence/EV-1/file"), then: [200] },
  removeEvidence: {
    call: inDossier("/evidence/EV-1/file", { method: "DELETE", headers: stale }),
    allowed: claimers,
    then: [412],
    strangers: 404,
  },
  startReport: {
    call: inDossier("/report", { method: "POST", payload: {} }),
    allowed: partiesOfAll,
    then: [202],
    strangers: 404,
  },
  startEvaluation: {
    call: inOrganisation("/evaluate", { method: "POST" }),
    allowed: ["supplier admin", "token admin"],
    then: [202],
    strangers: 403,
  },
  listJobs: { call: () => ({ url: "/api/v1/jobs" }), allowed: everybodySignedIn, then: [200] },
  readJob: {
    call: ({ job }) => ({ url: `/api/v1/jobs/${job}` }),
    allowed: [...supplier, ...tokens],
    then: [200],
    strangers: 404,
  },
  downloadJobFile: {
    call: ({ job }) => ({ url: `/api/v1/jobs/${job}/file` }),
    allowed: [...supplier, ...tokens],
    then: [409],
    strangers: 404,
  },
  cancelJob: {
    call: ({ job }) => ({ method: "POST", url: `/api/v1/jobs/${job}/cancel` }),
    allowed: ["supplier admin", "supplier editor", "token admin"],
    then: [200, 409],
    strangers: 404,
  },
  listOrganisations: {
    call: () => ({ url: "/api/v1/organisations" }),
    allowed: everybodySignedIn,
    then: [200],
  },
  createOrganisation: {
    call: () => ({ method: "POST", url: "/api/v1/organisations", payload: { name: "Another" } }),
    allowed: ["supplier admin", "laboratory admin", "stranger admin"],
    then: [201],
    strangers: 403,
  },
  readOrganisation: {
    call: inOrganisation(""),
    allowed: [...supplier, ...tokens],
    then: [200],
    strangers: 404,
  },
  renameOrganisation: {
    call: inOrganisation("", { method: "PATCH", payload: { name: "supplier" } }),
    allowed: ["supplier admin", "token admin"],
    then: [200],
    strangers: 403,
  },
  listMembers: {
    call: inOrganisation("/members"),
    allowed: [...supplier, ...tokens],
    then: [200],
    strangers: 403,
  },
  setMemberRoles: {
    call: ({ organisation, person }) => ({
      method: "PUT",
      url: `/api/v1/organisations/${organisation}/members/${person}`,
      payload: { roles: ["reader"] },
    }),
    allowed: ["supplier admin"],
    then: [200],
    strangers: 403,
  },
  removeMember: {
    call: inOrganisation("/members/no-such-person", { method: "DELETE" }),
    allowed: ["supplier admin"],
    then: [404],
    strangers: 403,
  },
  listInvitations: {
    call: inOrganisation("/invitations"),
    allowed: ["supplier admin", "token admin"],
    then: [200],
    strangers: 403,
  },
  invite: {
    call: inOrganisation("/invitations", {
      method: "POST",
      payload: { email: "new@example.org", roles: ["reader"] },
    }),
    allowed: ["supplier admin"],
    then: [201],
    strangers: 403,
  },
  withdrawInvitation: {
    call: inOrganisation("/invitations/no-such", { method: "DELETE" }),
    allowed: ["supplier admin"],
    then: [404],
    strangers: 403,
  },
  listTokens: { call: inOrganisation("/tokens"), allowed: supplier, then: [200], strangers: 403 },
  createToken: {
    call: inOrganisation("/tokens", { method: "POST", payload: { name: "CI", scopes: ["read"] } }),
    allowed: supplier,
    then: [201],
    strangers: 403,
  },
  revokeToken: {
    call: inOrganisation("/tokens/no-such", { method: "DELETE" }),
    allowed: supplier,
    then: [404],
    strangers: 403,
  },
  listAudit: {
    call: inOrganisation("/audit"),
    allowed: ["supplier admin", "token admin"],
    then: [200],
    strangers: 403,
  },
  verifyAudit: {
    call: inOrganisation("/audit/verify", { method: "POST" }),
    allowed: ["supplier admin", "token admin"],
    then: [200],
    strangers: 403,
  },
  prove: {
    call: () => ({
      method: "POST",
      url: "/api/v1/sign-in/proof",
      payload: { password: "wrong wrong wrong" },
    }),
    allowed: everyPerson,
    then: [401],
  },
  signOut: { call: () => ({ method: "POST", url: "/api/v1/sign-out" }), allowed: everyPerson, then: [204] },
  readMe: { call: () => ({ url: "/api/v1/me" }), allowed: everybodySignedIn, then: [200] },
  changeMe: {
    call: () => ({ method: "PATCH", url: "/api/v1/me", payload: { name: "Ada" } }),
    allowed: everyPerson,
    then: [200],
  },
  changePassword: {
    call: () => ({
      method: "PUT",
      url: "/api/v1/me/password",
      payload: { current: "wrong wrong wrong", password: "another good long one 77" },
    }),
    allowed: everyPerson,
    then: [401],
  },
  beginTotp: { call: () => ({ method: "POST", url: "/api/v1/me/totp" }), allowed: everyPerson, then: [200] },
  confirmTotp: {
    call: () => ({ method: "POST", url: "/api/v1/me/totp/confirm", payload: { code: "000000" } }),
    allowed: everyPerson,
    then: [401, 404],
  },
  removeTotp: {
    call: () => ({ method: "DELETE", url: "/api/v1/me/totp" }),
    allowed: everyPerson,
    then: [204, 404],
  },
  renewRecoveryCodes: {
    call: () => ({ method: "POST", url: "/api/v1/me/recovery-codes" }),
    allowed: everyPerson,
    then: [404],
  },
  listPasskeys: { call: () => ({ url: "/api/v1/me/passkeys" }), allowed: everyPerson, then: [200] },
  beginPasskey: {
    call: () => ({ method: "POST", url: "/api/v1/me/passkeys/options" }),
    allowed: everyPerson,
    then: [200],
  },
  addPasskey: {
    call: () => ({
      method: "POST",
      url: "/api/v1/me/passkeys",
      payload: { ceremony: "0123456789", name: "Key", response: { id: "x", rawId: "x", type: "public-key" } },
    }),
    allowed: everyPerson,
    then: [401],
  },
  removePasskey: {
    call: () => ({ method: "DELETE", url: "/api/v1/me/passkeys/no-such" }),
    allowed: everyPerson,
    then: [404],
  },
  listSessions: { call: () => ({ url: "/api/v1/sessions" }), allowed: everyPerson, then: [200] },
  endSession: {
    call: () => ({ method: "DELETE", url: "/api/v1/sessions/no-such" }),
    allowed: everyPerson,
    then: [404],
  },
  endOtherSessions: {
    call: () => ({ method: "DELETE", url: "/api/v1/sessions" }),
    allowed: everyPerson,
    then: [200],
  },
  listStandards: { call: () => ({ url: "/api/v1/standards" }), allowed: everybodySignedIn, then: [200] },
  searchStandards: {
    call: () => ({ url: "/api/v1/standards/search?q=password" }),
    allowed: everybodySignedIn,
    then: [200],
  },
  readEdition: {
    call: () => ({ url: "/api/v1/standards/ETSI%20EN%20303%20645/V3.1.3" }),
    allowed: everybodySignedIn,
    then: [200],
  },
  readStandardItem: {
    call: () => ({ url: "/api/v1/standards/ETSI%20EN%20303%20645/V3.1.3/5.1-1" }),
    allowed: everybodySignedIn,
    then: [200],
  },
  followEvents: {
    call: () => ({ url: "/api/v1/events?dossierId=no-such" }),
    allowed: everybodySignedIn,
    then: [404],
  },
};

/** Operations that anyone may call: what they answer without any sign-in. */
export const open: Readonly<
  Partial<Record<OperationId, { readonly call: Call; readonly then: readonly number[] }>>
> = {
  signInByLink: {
    call: { method: "POST", url: "/api/v1/sign-in/link", payload: { token: "not a link" } },
    then: [404],
  },
  signInByPassword: {
    call: {
      method: "POST",
      url: "/api/v1/sign-in/password",
      payload: { email: "a@example.org", password: "wrong" },
    },
    then: [401],
  },
  showTotp: {
    call: { method: "POST", url: "/api/v1/sign-in/totp", payload: { code: "000000" } },
    then: [401],
  },
  showRecoveryCode: {
    call: { method: "POST", url: "/api/v1/sign-in/recovery-code", payload: { code: "aaaaa-aaaaa" } },
    then: [401],
  },
  beginPasskeySignIn: { call: { method: "POST", url: "/api/v1/sign-in/passkey/options" }, then: [200] },
  signInByPasskey: {
    call: {
      method: "POST",
      url: "/api/v1/sign-in/passkey",
      payload: { ceremony: "0123456789", response: { id: "x", rawId: "x", type: "public-key" } },
    },
    then: [401],
  },
  beginOidc: { call: { url: "/api/v1/sign-in/oidc" }, then: [404] },
  finishOidc: { call: { url: "/api/v1/sign-in/oidc/callback" }, then: [404] },
  setUp: {
    call: {
      method: "POST",
      url: "/api/v1/sign-in/set-up",
      payload: {
        token: "not a link",
        organisation: "O",
        email: "o@example.org",
        name: "O",
        password: "violet anchor gravel 71",
      },
    },
    then: [401],
  },
  acceptInvitation: {
    call: {
      method: "POST",
      url: "/api/v1/sign-in/invitation",
      payload: { token: "not a link", name: "O", password: "violet anchor gravel 71" },
    },
    then: [401],
  },
  readServer: { call: { url: "/api/v1/server" }, then: [200] },
  readOpenApi: { call: { url: "/api/v1/openapi.json" }, then: [200] },
  readReference: { call: { url: "/api/v1/reference" }, then: [200] },
  readHealth: { call: { url: "/healthz" }, then: [200] },
  readReadiness: { call: { url: "/readyz" }, then: [200] },
  readMetrics: { call: { url: "/metrics" }, then: [200] },
};
