// The rules of one kind of resource, by whom they name.
import type { Selector } from "../identity/selector";
import { principalKey } from "../identity/principal";
import { parseSubjectSelector } from "../identity/subject-selector";
import type { Asked } from "./asked";
import type { CompiledRule } from "./compiled-rule";
import { entry } from "./glob-map";

/** A rule under one of its selectors; without one it speaks of everything. */
export type Candidate = { rule: CompiledRule; selector: Selector | undefined };

/** A rule that names more is found for everybody and looked at: its own sets are as fast. */
const MOST_NAMES = 16;

export class SubjectIndex {
  readonly #everybody: Candidate[] = [];
  /** "p" person, "c" client, "i" principal, each with its value behind. */
  readonly #named = new Map<string, Candidate[]>();
  readonly #groups = new Map<string, Candidate[]>();
  /** Rules that deny or ask and name a group: for somebody whose groups nobody knows. */
  readonly #anyGroup: Candidate[] = [];

  add(candidate: Candidate): void {
    const { subjectTexts, effect } = candidate.rule;
    const selectors = subjectTexts.flatMap((text) => parseSubjectSelector(text) ?? []);
    if (selectors.length > MOST_NAMES || selectors.some(({ kind }) => kind === "anyone")) {
      this.#everybody.push(candidate);
      return;
    }
    for (const one of selectors) {
      if (one.kind === "group") entry(this.#groups, one.value, () => []).push(candidate);
      else if (one.kind === "person") this.#name("p", one.value, candidate);
      else if (one.kind === "client") this.#name("c", one.value, candidate);
      else if (one.kind === "principal") this.#name("i", principalKey(one.value), candidate);
    }
    const ofGroup = selectors.some(({ kind }) => kind === "group");
    if (ofGroup && effect !== "allow") this.#anyGroup.push(candidate);
  }

  /** All that could fit; some may come twice, and some not fit. */
  visit(asked: Asked, visit: (candidate: Candidate) => void): void {
    for (const candidate of this.#everybody) visit(candidate);
    if (this.#named.size > 0) {
      this.#visitNamed("p", asked.person, visit);
      this.#visitNamed("c", asked.client, visit);
      this.#visitNamed("i", asked.principalKey, visit);
    }
    if (asked.groups === undefined) this.#anyGroup.forEach(visit);
    else if (asked.groups.size <= this.#groups.size) {
      for (const group of asked.groups) this.#groups.get(group)?.forEach(visit);
    } else {
      for (const [group, candidates] of this.#groups) {
        if (asked.groups.has(group)) candidates.forEach(visit);
      }
    }
  }

  #name(kind: string, value: string, candidate: Candidate): void {
    entry(this.#named, kind + value, () => []).push(candidate);
  }

  #visitNamed(kind: string, value: string | undefined, visit: (one: Candidate) => void): void {
    if (value !== undefined) this.#named.get(kind + value)?.forEach(visit);
  }
}
