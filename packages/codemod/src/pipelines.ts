import { asyncTransform } from './transforms/async.ts'
import { parallelTransform } from './transforms/parallel.ts'
import type { Transform } from './transforms/transform.ts'

/** What the first word on the command line may be, the default first. */
export const pipelines: readonly Pipeline[] = [
  {
    name: asyncTransform.name,
    describe: `${asyncTransform.describe}; then \`parallel\``,
    transforms: [asyncTransform, parallelTransform],
  },
  { name: parallelTransform.name, describe: parallelTransform.describe, transforms: [parallelTransform] },
]

export interface Pipeline {
  readonly name: string
  readonly describe: string
  /** Each works on the output of the one before. */
  readonly transforms: readonly Transform[]
}

/** Each transform once. */
export const transforms: readonly Transform[] = [...new Set(pipelines.flatMap((pipeline) => pipeline.transforms))]
