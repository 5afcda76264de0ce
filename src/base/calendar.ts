/** Calendar dates and ISO 8601 durations without a clock: "now" is always an argument. */

/** A calendar day as `YYYY-MM-DD`. Strings of this form compare in time order. */
export type IsoDate = string;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const durationPattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

/** True for a day that exists in the calendar, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  const match = datePattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export interface Duration {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
}

/**
 * An ISO 8601 duration of whole days or longer (`P3M`, `P1Y`, `P2W`); undefined for anything else.
 * `3m` is refused on purpose: people read it as three minutes or three months.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = durationPattern.exec(text);
  if (match === null || text === "P") return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  return { years: part(1), months: part(2), weeks: part(3), days: part(4) };
}

/** The day that lies `duration` after `date`; a day that the target month lacks becomes its last day. */
export function addDuration(date: IsoDate, duration: Duration): IsoDate {
  const match = datePattern.exec(date);
  if (match === null) return date;
  const monthIndex = Number(match[1]) * 12 + Number(match[2]) - 1 + duration.years * 12 + duration.months;
  const year = Math.floor(monthIndex / 12);
  const month = (monthIndex % 12) + 1;
  const day = Math.min(Number(match[3]), daysInMonth(year, month));
  return fromDayNumber(dayNumber(year, month, day) + duration.weeks * 7 + duration.days);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return addDuration(date, { years: 0, months: 0, weeks: 0, days });
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  const a = datePattern.exec(from);
  const b = datePattern.exec(to);
  if (a === null || b === null) return 0;
  return (
    dayNumber(Number(b[1]), Number(b[2]), Number(b[3])) - dayNumber(Number(a[1]), Number(a[2]), Number(a[3]))
  );
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. */
function dayNumber(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
}

function fromDayNumber(days: number): IsoDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1;
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
