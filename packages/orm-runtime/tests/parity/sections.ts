import type { Section } from './behaviour.ts'
import { aggregates } from './rows/aggregates.ts'
import { annotatedQuerysets } from './rows/annotated-querysets.ts'
import { annotations } from './rows/annotations.ts'
import { arithmetic } from './rows/arithmetic.ts'
import { asyncMethods } from './rows/async-methods.ts'
import { bulk } from './rows/bulk.ts'
import { choices } from './rows/choices.ts'
import { columnsAndCombinations } from './rows/columns-and-combinations.ts'
import { conditions } from './rows/conditions.ts'
import { evaluation } from './rows/evaluation.ts'
import { fetchModes } from './rows/fetch-modes.ts'
import { filters } from './rows/filters.ts'
import { getOrCreate } from './rows/get-or-create.ts'
import { groups } from './rows/groups.ts'
import { jsonLookups } from './rows/json-lookups.ts'
import { manyToMany } from './rows/many-to-many.ts'
import { modelsSection } from './rows/models.ts'
import { momentFunctions } from './rows/moment-functions.ts'
import { momentLookups } from './rows/moment-lookups.ts'
import { onDelete } from './rows/on-delete.ts'
import { orderAndSlices } from './rows/order-and-slices.ts'
import { prefetchRelated } from './rows/prefetch-related.ts'
import { rawQueries } from './rows/raw-queries.ts'
import { relatedLookups } from './rows/related-lookups.ts'
import { relatedManagers } from './rows/related-managers.ts'
import { relationsToOne } from './rows/relations-to-one.ts'
import { saving } from './rows/saving.ts'
import { selectRelated } from './rows/select-related.ts'
import { signals } from './rows/signals.ts'
import { singleAnswers } from './rows/single-answers.ts'
import { subqueries } from './rows/subqueries.ts'
import { textAndNumbers } from './rows/text-and-numbers.ts'
import { textLookups } from './rows/text-lookups.ts'
import { transactions } from './rows/transactions.ts'
import { validation } from './rows/validation.ts'
import { valueLookups } from './rows/value-lookups.ts'
import { values } from './rows/values.ts'
import { windows } from './rows/windows.ts'

/** In the order of the page. One file in `rows/` for each. */
export const sections: readonly Section[] = [
  asyncMethods,
  evaluation,
  orderAndSlices,
  singleAnswers,
  columnsAndCombinations,
  rawQueries,
  filters,
  textLookups,
  valueLookups,
  momentLookups,
  jsonLookups,
  relatedLookups,
  values,
  aggregates,
  annotations,
  groups,
  annotatedQuerysets,
  arithmetic,
  choices,
  conditions,
  subqueries,
  textAndNumbers,
  momentFunctions,
  windows,
  relatedManagers,
  manyToMany,
  relationsToOne,
  onDelete,
  selectRelated,
  prefetchRelated,
  fetchModes,
  modelsSection,
  saving,
  validation,
  bulk,
  getOrCreate,
  signals,
  transactions,
]
