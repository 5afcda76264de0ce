/** Hands live events to the streams that may see them, and keeps the latest for those that come back. */

export interface LiveEvent {
  readonly type: "dossier" | "job";
  /** Whose rows the event speaks about; only these organisations hear of it. */
  readonly organisationIds: readonly string[];
  readonly dossierId: string | undefined;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface NumberedEvent extends LiveEvent {
  /** `<hub>-<number>`: another server, or this one after a restart, does not mistake it for its own. */
  readonly id: string;
}

export interface Subscription {
  readonly organisationIds: readonly string[];
  readonly dossierId: string | undefined;
  readonly onEvent: (event: NumberedEvent) => void;
  /** Events were missed: the client must read again. */
  readonly onGap: () => void;
  /** The server shuts down. */
  readonly onClose: () => void;
}

/** Tells everybody who listens, here and on other servers. */
export type Tell = (event: LiveEvent) => void;

export interface EventHub {
  readonly publish: (event: LiveEvent) => void;
  /** Tells every stream to read again: this server cannot know what it missed. */
  readonly gap: () => void;
  /** Replays what came after `lastId`; where that is unknown, `onGap` is called. Answers with the way to stop. */
  readonly subscribe: (subscription: Subscription, lastId: string | undefined) => () => void;
  readonly close: () => void;
}

export function createEventHub(name: string, kept = 1000): EventHub {
  const subscriptions = new Set<Subscription>();
  let recent: NumberedEvent[] = [];
  let count = 0;
  const hears = ({ organisationIds, dossierId }: Subscription, event: LiveEvent): boolean =>
    (dossierId === undefined || dossierId === event.dossierId) &&
    event.organisationIds.some((one) => organisationIds.includes(one));
  const missed = (lastId: string): readonly NumberedEvent[] | undefined => {
    const index = recent.findIndex((one) => one.id === lastId);
    if (index >= 0) return recent.slice(index + 1);
    return lastId === `${name}-${String(count)}` ? [] : undefined;
  };
  return {
    publish: (event) => {
      count += 1;
      const numbered = { ...event, id: `${name}-${String(count)}` };
      recent.push(numbered);
      if (recent.length > kept * 2) recent = recent.slice(-kept);
      for (const one of [...subscriptions]) if (hears(one, numbered)) one.onEvent(numbered);
    },
    gap: () => {
      for (const one of [...subscriptions]) one.onGap();
    },
    subscribe: (subscription, lastId) => {
      subscriptions.add(subscription);
      if (lastId !== undefined) {
        const events = missed(lastId);
        if (events === undefined) subscription.onGap();
        else for (const event of events) if (hears(subscription, event)) subscription.onEvent(event);
      }
      return () => {
        subscriptions.delete(subscription);
      };
    },
    close: () => {
      for (const one of [...subscriptions]) one.onClose();
      subscriptions.clear();
    },
  };
}
