import type { ContestantModule } from '../contestant.ts'
import type { Entrant } from '../lineup.ts'
import type { Added } from '../verify.ts'

/** A database as the libraries find it. */
export interface Arena {
  /** Puts the sample rows where a library will find them, in its own form; the address is what `open` takes. */
  prepare(entrant: Entrant, module: ContestantModule): Promise<Place>
  close(): Promise<void>
}

export interface Place {
  readonly address: string
  readonly added: Added
}
