/** Who may import what. The table below is the architecture; each rule says what to do instead. */

const formats = ["dossier-folder", "dossier-zip", "markdown-assessment", "sarif", "junit", "matrix-table", "html-report", "json"];
const pure = ["base", "problems", "standards", "crosswalks", "dossier", "access", "evidence", "governance", "assessment", "trust-services", "evaluation"];

/** module → modules whose door it may use */
const table = {
  base: [],
  problems: ["base"],
  standards: ["base"],
  crosswalks: ["base", "standards"],
  dossier: ["base"],
  access: ["base", "dossier"],
  evidence: ["base", "problems", "standards", "dossier"],
  governance: ["base", "problems", "standards", "dossier", "evidence"],
  assessment: ["base", "problems", "standards", "dossier", "evidence"],
  "trust-services": ["base", "problems", "standards", "dossier", "evidence"],
  evaluation: ["base", "problems", "standards", "dossier", "evidence", "governance", "assessment", "trust-services"],
  interchange: pure,
  workbench: [...pure, "interchange"],
  store: [...pure, "interchange", "workbench"],
  contract: pure,
  server: [...pure, "interchange", "workbench", "store", "contract"],
  cli: [...pure, "interchange", "workbench", "store", "contract", "server"],
};

/** npm package → the only places that may use it */
const packages = {
  zod: "^src/(standards|crosswalks|dossier|contract)/",
  yaml: "^src/(interchange/dossier-folder|workbench|cli)/",
  micromark: "^src/interchange/(html-report|markdown-assessment)/",
  mdast: "^src/interchange/markdown-assessment/",
  "yauzl|yazl": "^src/interchange/dossier-zip/",
  "@electric-sql|pg/": "^src/store/database/",
  "@aws-sdk": "^src/store/blobs/",
  "fastify|@fastify|pino|prom-client": "^src/server/",
  "@node-rs/argon2|@simplewebauthn|otpauth|openid-client": "^src/server/auth/",
};

const directions = Object.entries(table).map(([from, allowed]) => ({
  name: `${from}-may-not-import`,
  comment: `${from} may only use ${allowed.length === 0 ? "itself" : allowed.join(", ")}. Move the line to where it is at home, or pass the value in.`,
  severity: "error",
  from: { path: `^src/${from}/` },
  to: { path: "^src/", pathNot: [`^src/${from}/`, ...allowed.map((name) => `^src/${name}/`)] },
}));

const doors = Object.keys(table)
  .filter((name) => !["base", "interchange", "cli"].includes(name))
  .map((name) => ({
    name: `${name}-by-its-door`,
    comment: `Other modules use #${name}, the door of src/${name}. Export there what is meant for others.`,
    severity: "error",
    from: { path: "^src/", pathNot: `^src/${name}/` },
    to: { path: `^src/${name}/`, pathNot: `^src/${name}/(?:index|stored|server)\\.ts$` },
  }));

const formatWalls = formats.map((name) => ({
  name: `format-${name}-stands-alone`,
  comment: "A format never imports another format; put what both need into a pure module.",
  severity: "error",
  from: { path: `^src/interchange/${name}/` },
  to: { path: "^src/interchange/", pathNot: `^src/interchange/${name}/` },
}));

export default {
  forbidden: [
    { name: "no-circles", comment: "Circles, type-only ones included: move the shared type to its lowest user.", severity: "error", from: {}, to: { circular: true } },
    {
      name: "not-own-door",
      comment: "A file never imports its own module's door: use a relative path.",
      severity: "error",
      from: { path: "^src/([^/]+)/(?!index\\.ts)" },
      to: { path: "^src/$1/index\\.ts$" },
    },
    { name: "pure-has-no-node", comment: "Pure modules do no IO: move the access to src/store and pass the data in.", severity: "error", from: { path: `^src/(${pure.join("|")})/`, pathNot: "\\.test\\.ts$" }, to: { dependencyTypes: ["core"] } },
    { name: "source-not-tests", comment: "Source never imports tests or scripts.", severity: "error", from: { path: "^src/" }, to: { path: "^(tests|scripts|bench)/" } },
    ...Object.entries(packages).map(([name, where]) => ({
      name: `package-${name.replaceAll(/[^a-z0-9]+/g, "-")}`,
      comment: `The package ${name} is used in ${where} only.`,
      severity: "error",
      from: { path: "^src/", pathNot: [where, "\\.test\\.ts$"] },
      to: { path: `node_modules/(@types/)?(?:${name})` },
    })),
    ...directions,
    ...doors,
    ...formatWalls,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.ts$" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], extensions: [".ts", ".mjs", ".js", ".json"] },
  },
};
