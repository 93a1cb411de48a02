// What has been on the screen of one card. A store outside React: the browser's observer fills it.

/** What has still to be looked at, opened or read before anything can be decided. */
export type Missing = {
  kind: "section" | "fold" | "part";
  /** Which one, in words that fit after "Still to read:". */
  words: string;
  element: HTMLElement;
};

export type Reading = {
  /** For both ends of a section: a mark that is done once it has been on the screen. */
  section: (title: string, end: "start" | "end") => React.RefCallback<HTMLElement>;
  /** For what is missing as long as it is there: a closed fold, a part that is not read yet. */
  open: (kind: "fold" | "part", words: string) => React.RefCallback<HTMLElement>;
  subscribe: (changed: () => void) => () => void;
  /** The first that is missing, from the top; null once nothing is. */
  missing: () => Missing | null;
};

type Mark = Missing & { done: boolean };

export function makeReading(): Reading {
  const marks = new Map<HTMLElement, Mark>();
  const seen = new Set<string>();
  const listeners = new Set<() => void>();
  const callbacks = new Map<string, React.RefCallback<HTMLElement>>();
  const keys = new WeakMap<Element, string>();
  let observer: IntersectionObserver | null = null;
  let missing: Missing | null = null;

  const update = () => {
    const left = [...marks.values()].filter(({ done }) => !done);
    const [first = null] = left.toSorted((a, b) => inDocument(a.element, b.element));
    if (first === missing) return;
    missing = first;
    for (const changed of listeners) changed();
  };
  const onScreen = (entries: readonly IntersectionObserverEntry[]) => {
    for (const { target, isIntersecting } of entries) {
      const key = keys.get(target);
      if (!isIntersecting || key === undefined) continue;
      seen.add(key);
      for (const mark of marks.values()) if (mark.element === target) mark.done = true;
      observer?.unobserve(target);
    }
    update();
  };
  /** The same callback for the same mark, so that React leaves it in place. */
  const once = (key: string, made: React.RefCallback<HTMLElement>) => {
    const known = callbacks.get(key);
    if (known) return known;
    callbacks.set(key, made);
    return made;
  };

  return {
    section: (title, end) =>
      once(`section ${end} ${title}`, (element) => {
        if (element === null) return;
        const key = `${end} ${title}`;
        keys.set(element, key);
        marks.set(element, { kind: "section", words: title, element, done: seen.has(key) });
        observer ??= new IntersectionObserver(onScreen);
        if (!seen.has(key)) observer.observe(element);
        update();
        return () => {
          observer?.unobserve(element);
          marks.delete(element);
          update();
        };
      }),
    open: (kind, words) =>
      once(`${kind} ${words}`, (element) => {
        if (element === null) return;
        marks.set(element, { kind, words, element, done: false });
        update();
        return () => {
          marks.delete(element);
          update();
        };
      }),
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    missing: () => missing,
  };
}

function inDocument(a: HTMLElement, b: HTMLElement): number {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
