/** Colour for a terminal: for state only, never the only carrier of a meaning, and off wherever it would be noise. */

export interface Paint {
  readonly on: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly blue: (text: string) => string;
}

export interface ColourQuestion {
  readonly isTerminal: boolean;
  readonly noColourFlag: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** --no-color, then NO_COLOR (no-color.org), then FORCE_COLOR, then whether someone looks at a terminal that can. */
export function wantsColour(question: ColourQuestion): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = question.environment;
  if (question.noColourFlag) return false;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined) return force !== "0" && force !== "false";
  return question.isTerminal && term !== "dumb";
}

export function makePaint(on: boolean): Paint {
  const style =
    (open: number, close: number) =>
    (text: string): string =>
      on && text !== "" ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    on,
    bold: style(1, 22),
    dim: style(2, 22),
    underline: style(4, 24),
    red: style(31, 39),
    yellow: style(33, 39),
    green: style(32, 39),
    blue: style(34, 39),
  };
}
