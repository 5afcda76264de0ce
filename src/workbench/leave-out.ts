/** A record without some of its members. */

export function leaveOut<T extends object, K extends keyof T & string>(
  record: T,
  ...names: readonly K[]
): Omit<T, K> {
  const wanted = Object.entries(record).filter(([name]) => !(names as readonly string[]).includes(name));
  return Object.fromEntries(wanted) as Omit<T, K>;
}
