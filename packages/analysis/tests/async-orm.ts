import type { Operation, Profile } from '../src/profiles/profile.ts'
import { FOLDER } from './analysed.ts'

/** A library with both worlds, in memory: what async propagation starts from. */
export const ormText = `
export interface Row { id: number; name: string; save(): void; asave(): Promise<void> }
export interface Rows {
  then: PromiseLike<Row[]>['then']
  filter(id: number): Rows
  get(id: number): Row
  aget(id: number): Promise<Row>
  count(): number
  acount(): Promise<number>
  [Symbol.iterator](): IterableIterator<Row>
  [Symbol.asyncIterator](): AsyncIterableIterator<Row>
}
export declare const rows: Rows
export declare function atomic<T>(fn: () => T): T
export declare function aatomic<T>(fn: () => Promise<T>): Promise<T>
`

const read = { does: 'run', waits: 'blocking', effect: 'read', result: 'one', throws: 'domain' } as const
const write = { ...read, effect: 'write' } as const

export const ormProfile: Profile = {
  name: 'orm',
  modules: [`${FOLDER}orm.ts`],
  types: {
    Row: { save: { ...write, twin: 'asave' } },
    Rows: {
      filter: { ...read, does: 'build', result: 'query' },
      get: { ...read, twin: 'aget' },
      count: { ...read, twin: 'acount' },
      '[Symbol.iterator]': { ...read, does: 'iterate', twin: 'same' },
    },
  } satisfies Record<string, Record<string, Operation>>,
  functions: { atomic: { ...write, does: 'transact', twin: 'aatomic' } },
  lazyTypes: ['Rows'],
}
