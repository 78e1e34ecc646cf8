import type { Section } from './behaviour.ts'
import { asyncMethods } from './rows/async-methods.ts'
import { evaluation } from './rows/evaluation.ts'
import { jsonLookups } from './rows/json-lookups.ts'
import { momentLookups } from './rows/moment-lookups.ts'
import { orderAndSlices } from './rows/order-and-slices.ts'
import { relatedLookups } from './rows/related-lookups.ts'
import { singleAnswers } from './rows/single-answers.ts'
import { textLookups } from './rows/text-lookups.ts'
import { valueLookups } from './rows/value-lookups.ts'

/** In the order of the page. One file in `rows/` for each. */
export const sections: readonly Section[] = [
  asyncMethods,
  evaluation,
  orderAndSlices,
  singleAnswers,
  textLookups,
  valueLookups,
  momentLookups,
  jsonLookups,
  relatedLookups,
]
