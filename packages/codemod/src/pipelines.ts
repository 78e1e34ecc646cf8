import type { TRANSFORMS } from './transform-table.ts'
import { asyncTransform } from './transforms/async.ts'
import { parallelTransform } from './transforms/parallel.ts'
import type { Transform } from './transforms/transform.ts'

/** What each word on the command line runs: each transform works on the output of the one before. */
export const pipelines: Readonly<Record<keyof typeof TRANSFORMS, readonly Transform[]>> = {
  async: [asyncTransform, parallelTransform],
  parallel: [parallelTransform],
}

/** Each transform once. */
export const transforms: readonly Transform[] = [...new Set(Object.values(pipelines).flat())]
