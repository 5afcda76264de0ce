/** Lint rules: type-aware checks for everything, and no clock, randomness or IO in pure modules. */
import tseslint from "typescript-eslint";

const pure = ["base", "problems", "standards", "crosswalks", "dossier", "access", "evidence", "governance", "assessment", "trust-services", "evaluation"];

export default tseslint.config(
  { ignores: ["dist/**", "node_modules/**", "examples/**", "coverage/**"] },
  {
    files: ["src/**/*.ts", "tests/**/*.ts", "bench/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-exports": ["error", { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
      "max-lines": ["warn", { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: pure.map((name) => `src/${name}/**/*.ts`),
    ignores: ["src/**/*.test.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date']", message: "Pure modules have no clock: take the day as an argument (#base/calendar)." },
        { selector: "CallExpression[callee.object.name='Date']", message: "Pure modules have no clock: take the day as an argument (#base/calendar)." },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: "Pure modules have no randomness: take it as an argument." },
        { selector: "ImportDeclaration[source.value=/^node:/]", message: "Pure modules do no IO: move the access to src/store and pass the data in." },
      ],
    },
  },
  {
    files: ["**/*.config.ts", "vitest.config.ts"],
    rules: { "no-restricted-exports": "off" },
  },
);
