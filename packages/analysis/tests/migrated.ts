import { propagateAsync } from '../src/passes/propagation/propagate-async.ts'
import { applyEdits } from '../src/rewriting/apply-edits.ts'
import { rewriteAsyncUnits } from '../src/rewriting/rewrite-async-units.ts'
import { analysed, FOLDER } from './analysed.ts'
import { ormProfile, ormText } from './async-orm.ts'

export interface Migrated {
  /** The output by file name. */
  readonly texts: Readonly<Record<string, string>>
  /** The reasons of the boundaries in a file, in order. */
  readonly boundaries: (name: string) => readonly string[]
}

/** What async propagation makes of files in memory, which may import `rows` and `atomic` from `./orm.ts`. */
export function migrated(files: Readonly<Record<string, string>>): Migrated {
  const { sources, ...context } = analysed({ ...files, 'orm.ts': ormText }, [ormProfile])
  const { units, boundaries } = propagateAsync({ sources, ...context }, { mayStartIn: () => true })
  const edits = rewriteAsyncUnits(sources, units).rewrites.flatMap((rewrites) => rewrites.flatMap(({ edits }) => edits))
  const output = (name: string, text: string) =>
    applyEdits(
      text,
      edits.filter(({ fileName }) => fileName === FOLDER + name),
    )
  return {
    texts: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, output(name, text)])),
    boundaries: (name) => boundaries.filter(({ fileName }) => fileName === FOLDER + name).map(({ reason }) => reason),
  }
}
