import { asyncTransform } from './transforms/async.ts'
import type { Transform } from './transforms/transform.ts'

export const transforms: readonly Transform[] = [asyncTransform]

/** What the first word on the command line may be, the default first. */
export const pipelines: readonly Pipeline[] = [
  { name: 'async', describe: asyncTransform.describe, transforms: [asyncTransform] },
]

export interface Pipeline {
  readonly name: string
  readonly describe: string
  /** Each works on the output of the one before. */
  readonly transforms: readonly Transform[]
}
