import type { TestedDatabase } from '../behaviour/on-each-database.ts'

/** One thing that Django's ORM does, by meaning, and what ours does instead. A row of docs/django-parity.md. */
export interface Behaviour {
  /** A sentence in the present tense, unique in its section. */
  readonly name: string
  readonly verdict: 'holds' | 'differs' | 'missing'
  /** Why it differs or is missing. */
  readonly why?: string
  /** Proves the row; where it differs, proves what happens instead. Absent for what is missing. */
  readonly prove?: Proof
}

export type Proof = (database: TestedDatabase) => unknown

/** One class of behaviours: a table of the page. */
export interface Section {
  readonly title: string
  /** The page of Django's documentation that describes it. */
  readonly source: string
  readonly rows: readonly Behaviour[]
}

/** Ours does what Django's does. */
export function holds(name: string, prove: Proof): Behaviour {
  return { name, verdict: 'holds', prove }
}

/** Ours does otherwise on purpose; `prove` shows how. */
export function differs(name: string, why: string, prove: Proof): Behaviour {
  return { name, verdict: 'differs', why, prove }
}

/** Ours does not have it. */
export function missing(name: string, why: string): Behaviour {
  return { name, verdict: 'missing', why }
}
