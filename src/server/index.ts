/** The server: HTTP API, sign-in, plain pages, jobs. */
export { buildApp } from "./app.ts";
export type { AppOptions } from "./app.ts";
export { startServer } from "./main.ts";
export type { RunningServer, StartOptions } from "./main.ts";
export { defaultPort, readSettings } from "./settings.ts";
export type { SettingFlags, Settings } from "./settings.ts";
