/** How columns become portable values, the same from both databases. */

const timestamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)([+-]\d\d)(?::?(\d\d))?/;

/** Object ids of PostgreSQL's types, and the reader of each one's text form. */
export const columnReaders: Readonly<Record<number, (text: string) => unknown>> = {
  20: safeInteger, // int8
  1082: (text) => text, // date
  1184: instant, // timestamptz
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be counted`);
  return value;
}

function instant(text: string): string {
  const [, day, time, hours, minutes] = timestamp.exec(text) ?? [];
  if (day === undefined || time === undefined || hours === undefined) {
    throw new RangeError(`${text} is not an instant`);
  }
  return new Date(`${day}T${time}${hours}:${minutes ?? "00"}`).toISOString();
}
