import type { Section } from './behaviour.ts'
import { aggregates } from './rows/aggregates.ts'
import { annotations } from './rows/annotations.ts'
import { arithmetic } from './rows/arithmetic.ts'
import { asyncMethods } from './rows/async-methods.ts'
import { choices } from './rows/choices.ts'
import { conditions } from './rows/conditions.ts'
import { evaluation } from './rows/evaluation.ts'
import { groups } from './rows/groups.ts'
import { jsonLookups } from './rows/json-lookups.ts'
import { momentFunctions } from './rows/moment-functions.ts'
import { momentLookups } from './rows/moment-lookups.ts'
import { orderAndSlices } from './rows/order-and-slices.ts'
import { relatedLookups } from './rows/related-lookups.ts'
import { singleAnswers } from './rows/single-answers.ts'
import { subqueries } from './rows/subqueries.ts'
import { textAndNumbers } from './rows/text-and-numbers.ts'
import { textLookups } from './rows/text-lookups.ts'
import { valueLookups } from './rows/value-lookups.ts'
import { values } from './rows/values.ts'
import { windows } from './rows/windows.ts'

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
  values,
  aggregates,
  annotations,
  groups,
  arithmetic,
  choices,
  conditions,
  subqueries,
  textAndNumbers,
  momentFunctions,
  windows,
]
